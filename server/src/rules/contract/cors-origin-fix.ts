import { joinPath, type Path } from '#base/paths.ts';
import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import type { Setting } from '#fixes/configuration/setting.ts';
import { entryFor } from '#fixes/configuration/use-setting.ts';
import { changeOf, type FileEdit, type Fix, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addScriptDependency } from '#fixes/script-dependency.ts';
import { indentAt } from '#fixes/statements.ts';
import { quoted } from '#fixes/text-style.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isTooEarly } from '../prod/cors-origins-fix.ts';
import { belowServer, type ServerStatement, serverStatement } from '../prod/server-statement.ts';
import type { Anchor } from '../rule.ts';

/** Writes an origin of a policy as browsers send it; empty where it is not written once in the file of the policy. */
export function spellOrigin(workspace: Workspace, path: Path, origin: string): readonly Fix[] {
  const right = origin.includes('://')
    ? (/^[a-z]+:\/\/[^/]+/i.exec(origin)?.[0] ?? origin)
    : `${schemeOf(origin)}${origin.replace(/\/.*$/, '')}`;
  const at = literalOf(workspace.textOf(path) ?? '', origin);
  if (!at || right === origin) return [];
  const isSafe = origin.includes('://');
  const edit = changeOf(path, [{ span: { start: at.start + 1, end: at.end - 1 }, text: right }], `Write ${right}`);
  return [{ id: 'spell-origin', kind: isSafe ? 'safe' : 'suggest', title: `Write ${right}`, edits: [edit] }];
}

function schemeOf(origin: string): string {
  return /^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/.test(origin) ? 'http://' : 'https://';
}

/** Adds an origin to the list of a policy: in the env files that hold it, or in the code beside an origin of this machine. */
export function allowOrigin(workspace: Workspace, path: Path, policy: CorsPolicy, origin: string): readonly Fix[] {
  const edits = policy.origins.kind === 'variable' ? inEnvFiles(workspace, path, policy.origins.name, origin) : undefined;
  const own = edits ?? inCode(workspace, path, policy, origin);
  return own ? [{ id: 'allow-origin', kind: 'suggest', title: `Allow ${origin}`, edits: own }] : [];
}

function inEnvFiles(workspace: Workspace, near: Path, name: string, origin: string): FileEdit[] | undefined {
  const unit = workspace.unitOf(near);
  const edits = [...workspace.files.values()].flatMap(({ facts }): FileEdit[] => {
    if (facts.kind !== 'env-file') return [];
    const owner = workspace.unitOf(facts.path);
    const text = workspace.textOf(facts.path);
    if ((owner !== unit && owner.folder !== '') || text === undefined) return [];
    const match = new RegExp(`^[ \\t]*(?:export )?${name}[ \\t]*=[ \\t]*([^\\r\\n]*?)[ \\t]*$`, 'm').exec(text);
    const value = match?.[1] ?? '';
    if (!match || !/localhost|127\.0\.0\.1/.test(value)) return [];
    const end = match.index + match[0].trimEnd().length;
    const close = /(["'])?\](["'])?$|["']$/.exec(value)?.[0] ?? '';
    const at = end - close.length;
    const isList = close.includes(']');
    const mark = isList ? (/["']/.exec(close)?.[0] ?? '"') : '';
    const added = isList && close.startsWith(mark) ? `${mark},${mark}${origin}` : `,${origin}`;
    return [changeOf(facts.path, [{ span: { start: at, end: at }, text: added }], `Add ${origin}`)];
  });
  return edits.length > 0 ? edits : undefined;
}

function inCode(workspace: Workspace, path: Path, policy: CorsPolicy, origin: string): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const written =
    policy.origins.kind === 'list' ? policy.origins.origins : policy.origins.kind === 'variable' ? policy.origins.fallback : [];
  const beside = written?.findLast((it) => /localhost|127\.0\.0\.1/.test(it));
  const at = text === undefined || beside === undefined ? undefined : literalOf(text, beside);
  if (!file || !isCode(file) || text === undefined || !at) return undefined;
  const style = styleIn(workspace, path);
  const mark = text.charAt(at.start);
  const added = mark + origin + mark;
  const head = text.slice(0, at.start).trimEnd();
  const tail = text.slice(at.end).trimStart();
  let change: TextChange | undefined;
  if (/[[{,(]$/.test(head) && /^[,\]})]/.test(tail) && !/\($/.test(head)) {
    const lineStart = text.lastIndexOf('\n', at.start) + 1;
    const isAlone = text.slice(lineStart, at.start).trim() === '';
    const rest = /^(,?)([^\r\n]*)/.exec(text.slice(at.end));
    const isNoted = /^[ \t]*(?:\/\/|#)/.test(rest?.[2] ?? '');
    // A comment stays with its own origin.
    if (isNoted && rest?.[1] === '') return undefined;
    const end = isAlone && isNoted ? at.end + (rest?.[0].length ?? 0) : at.end;
    const line = `${style.lineEnd}${indentAt(text, at.start)}`;
    const addition = isAlone ? (isNoted ? `${line}${added},` : `,${line}${added}`) : `, ${added}`;
    change = { span: { start: end, end }, text: addition };
  } else if (
    file.facts.language !== 'go' &&
    /\borigins?['"]?\s*[:=]$/.test(head) &&
    /^[,})]/.test(tail) &&
    !ONE_ORIGIN.test(importsOf(file.facts))
  ) {
    change = { span: at, text: `[${text.slice(at.start, at.end)}, ${added}]` };
  }
  return change && [changeOf(path, [change], `Add ${origin}`)];
}

/** Middleware that takes one origin and no list. */
const ONE_ORIGIN = /(?:^| )(?:@koa\/cors|koa2?-cors)(?: |$)/;

function importsOf({ imports }: { readonly imports: readonly { readonly module: string }[] }): string {
  return imports.map((it) => it.module).join(' ');
}

/** The only string with a value; undefined where there are several. */
function literalOf(text: string, value: string): { readonly start: number; readonly end: number } | undefined {
  const found = [`'${value}'`, `"${value}"`].flatMap((it) => {
    const first = text.indexOf(it);
    return first < 0 ? [] : [{ start: first, end: first + it.length, isOnly: text.indexOf(it, first + 1) < 0 }];
  });
  const [only, other] = found;
  return only?.isOnly && !other ? { start: only.start, end: only.end } : undefined;
}

const NAME = 'CORS_ORIGINS';

/** Registers the policy of a server that has none, with the origins of a setting whose example is the front end's. */
export function registerCors(workspace: Workspace, path: Path, at: Anchor, origin: string): readonly Fix[] {
  const server = serverStatement(workspace, path, at);
  const library = server && LIBRARIES[server.framework];
  if (!server || !library) return [];
  const unit = workspace.unitOf(path);
  const isThere = library.package === undefined || unit.dependencies.has(library.package);
  const manifest =
    library.package === undefined || isThere
      ? undefined
      : library.range &&
        addScriptDependency(workspace, joinPath(unit.folder, 'package.json') ?? '', library.package, library.range);
  if (!isThere && !manifest) return [];
  const setting: Setting = { name: NAME, type: 'text', isOptional: false, example: origin };
  const entry = entryFor(workspace, path, server.scope, setting);
  const packages = library.imports(server);
  if (!entry || !packages || !belowServer(server, library.code(server.name, 'x'), library.gap ?? 0)) return [];
  if (isTooEarly(workspace, server.code, entry.edits)) return [];
  const { from, name, usage, importedFrom, isDefault } = entry;
  const isGo = server.code.facts.language === 'go';
  const listed = (value: string): string =>
    isGo ? `strings.Split(${value}, ",")` : `${value}.split(${quoted(',', server.style)})`;
  const use = editCode(workspace, path, {
    own: importedFrom === undefined ? [{ from, name, ...(isDefault && { isDefault }) }] : [],
    packages: [
      ...packages,
      ...(importedFrom === undefined || importedFrom === '' ? [] : [{ module: importedFrom, names: [name] }]),
      ...(isGo ? [{ module: 'strings' }] : []),
    ],
    changes: (known) => {
      const change = belowServer(server, library.code(server.name, listed(known(name) + usage)), library.gap ?? 0);
      return change ? [change] : [];
    },
    note: `Let in the origins of ${NAME}`,
  });
  const example = listedInExample(workspace, path, [setting]);
  if (!use) return [];
  const edits = joinEdits([...entry.edits, ...(example ? [example] : []), use, ...(manifest ? [manifest] : [])]);
  return [{ id: 'register-cors', kind: 'multi', title: `Let in the origins of ${NAME}`, edits }];
}

interface Library {
  /** Undefined where the framework brings it. */
  readonly package?: string;
  readonly range?: string;
  readonly code: (app: string, origins: string) => string;
  readonly imports: (server: ServerStatement) => readonly NeededImport[] | undefined;
  readonly gap?: number;
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  express: {
    package: 'cors',
    range: '^2.8.5',
    code: (app, origins) => `${app}.use(cors({ origin: ${origins} }));`,
    imports: () => [{ module: 'cors', default: 'cors' }],
  },
  fastify: {
    package: '@fastify/cors',
    range: '^11.1.0',
    code: (app, origins) => `${app}.register(cors, { origin: ${origins} });`,
    imports: () => [{ module: '@fastify/cors', default: 'cors' }],
  },
  nestjs: { code: (app, origins) => `${app}.enableCors({ origin: ${origins} });`, imports: () => [] },
  hono: {
    code: (app, origins) => `${app}.use(cors({ origin: ${origins} }));`,
    imports: () => [{ module: 'hono/cors', names: ['cors'] }],
  },
  fastapi: {
    code: (app, origins) =>
      `${app}.add_middleware(\n\tCORSMiddleware,\n\tallow_origins=${origins},\n\tallow_methods=['*'],\n\tallow_headers=['*'],\n)`,
    imports: () => [{ module: 'fastapi.middleware.cors', names: ['CORSMiddleware'] }],
    gap: 0,
  },
  gin: {
    package: 'github.com/gin-contrib/cors',
    code: (app, origins) =>
      `${app}.Use(cors.New(cors.Config{\n\tAllowOrigins: ${origins},\n\tAllowMethods: []string{"GET", "POST", "PUT", "PATCH", "DELETE"},\n\tAllowHeaders: []string{"Content-Type", "Authorization"},\n}))`,
    imports: () => [{ module: 'github.com/gin-contrib/cors' }],
  },
  echo: {
    code: (app, origins) => `${app}.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: ${origins}}))`,
    imports: ({ code }) => {
      const core = code.facts.imports.find((it) => /\/echo(?:\/v\d+)?$/.test(it.module))?.module;
      const known = code.facts.imports.find((it) => it.local === 'middleware');
      return core === undefined || (known && known.module !== `${core}/middleware`)
        ? undefined
        : [{ module: `${core}/middleware` }];
    },
  },
};
