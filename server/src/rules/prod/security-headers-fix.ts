import { joinPath, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { addScriptDependency } from '#fixes/script-dependency.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type PluginRanges, pluginRange } from '../fastify-plugin.ts';
import type { Anchor } from '../rule.ts';
import { withMiddleware } from './handler-middleware.ts';
import { nextHeaders } from './next-headers.ts';
import { belowServer, type ServerStatement, serverStatement } from './server-statement.ts';

/** What a server without security headers may be given; undefined where no way is known for its framework. */
export function headersOffer(unit: Unit, framework: string): FixOffer | undefined {
  const id = 'add-headers';
  const library = LIBRARIES[framework];
  if (library) {
    const isThere = unit.dependencies.has(library.package);
    const title = worded`${isThere ? 'Register' : 'Depend on and register'} ${library.package}`;
    return { id, kind: isThere ? 'safe' : 'multi', title };
  }
  if (framework === 'nextjs') return { id, kind: 'suggest', title: worded`Send security headers with each answer` };
  if (framework === 'django') return { id, kind: 'safe', title: worded`Register SecurityMiddleware first` };
  if (framework === 'net-http') return { id, kind: 'scaffold', title: worded`Create a middleware that sends security headers` };
  return framework in OWN ? { id, kind: 'suggest', title: worded`Send security headers with each answer` } : undefined;
}

/** Registers the framework's usual library right below the statement that makes the server, or a few lines that set the headers. */
export function addSecurityHeaders(workspace: Workspace, path: Path, at: Anchor, framework: string): FileEdit[] | undefined {
  if (framework === 'django') return inSettings(workspace, path);
  if (framework === 'nextjs') return nextHeaders(workspace, path, HEADERS);
  if (framework === 'net-http') {
    const note = worded`Send the headers with each answer`;
    return withMiddleware(workspace, path, at, { name: 'securityheaders', text: GO_MODULE, note });
  }
  const server = serverStatement(workspace, path, at);
  if (!server) return undefined;
  const library = LIBRARIES[server.framework];
  return library ? withLibrary(workspace, server, library) : byHand(workspace, server);
}

interface Library {
  readonly package: string;
  readonly range: string | PluginRanges;
  /** What it asks for beside itself. */
  readonly peer?: { readonly package: string; readonly range: string };
  readonly import: NeededImport;
  readonly code: (app: string) => string;
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  express: using('helmet', '^8.1.0'),
  nestjs: using('helmet', '^8.1.0'),
  koa: { ...using('koa-helmet', '^8.0.1'), peer: { package: 'helmet', range: '^8.1.0' } },
  fastify: {
    ...using('@fastify/helmet', { 3: '^8.1.0', 4: '^11.1.1', 5: '^13.0.1' }),
    code: (app) => `${app}.register(helmet);`,
  },
  hono: {
    package: 'hono',
    range: '',
    import: { module: 'hono/secure-headers', names: ['secureHeaders'] },
    code: (app) => `${app}.use(secureHeaders());`,
  },
};

function using(name: string, range: Library['range']): Library {
  return { package: name, range, import: { module: name, default: 'helmet' }, code: (app) => `${app}.use(helmet());` };
}

function withLibrary(workspace: Workspace, server: ServerStatement, library: Library): FileEdit[] | undefined {
  const unit = workspace.unitOf(server.code.path);
  const change = belowServer(server, library.code(server.name), 0);
  const use =
    change &&
    editCode(workspace, server.code.path, {
      packages: [library.import],
      changes: () => [change],
      note: worded`Register ${library.package} before everything else`,
    });
  if (!use || unit.dependencies.has(library.package)) return use && [use];
  const manifest = joinPath(unit.folder, 'package.json') ?? '';
  const { peer } = library;
  const range = typeof library.range === 'string' ? library.range : pluginRange(workspace, server.code.path, library.range);
  const added = range === undefined ? undefined : addScriptDependency(workspace, manifest, library.package, range);
  const beside = peer && !unit.dependencies.has(peer.package);
  const peers = beside ? addScriptDependency(workspace, manifest, peer.package, peer.range) : undefined;
  return added && (!beside || peers) && joinEdits([use, added, ...(peers ? [peers] : [])]);
}

interface OwnHeaders {
  readonly code: (app: string, name: string) => string;
  readonly imports: (server: ServerStatement) => readonly NeededImport[] | undefined;
  readonly names?: readonly string[];
}

const HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
];

function each(line: (name: string, value: string) => string): string {
  return HEADERS.map(([name, value]) => line(name, value)).join('\n');
}

const SET_DEFAULT = each((name, value) => `\tresponse.headers.setdefault('${name}', '${value}')`);

const GO_MODULE = `// Package securityheaders tells browsers what they must not do with an answer.
package securityheaders

import "net/http"

// Middleware sends the headers with each answer.
func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
${each((name, value) => `\t\tw.Header().Set("${name}", "${value}")`)}
		next.ServeHTTP(w, r)
	})
}
`;

const OWN: Readonly<Record<string, OwnHeaders>> = {
  flask: {
    code: (app, name) => `@${app}.after_request\ndef ${name}(response):\n${SET_DEFAULT}\n\treturn response`,
    imports: () => [],
    names: ['add_security_headers', 'set_security_headers'],
  },
  fastapi: {
    code: (app, name) =>
      `@${app}.middleware('http')\nasync def ${name}(request: Request, call_next):\n\tresponse = await call_next(request)\n${SET_DEFAULT}\n\treturn response`,
    imports: () => [{ module: 'fastapi', names: ['Request'] }],
    names: ['add_security_headers', 'set_security_headers'],
  },
  gin: {
    code: (app) =>
      `${app}.Use(func(c *gin.Context) {\n${each((name, value) => `\tc.Header("${name}", "${value}")`)}\n\tc.Next()\n})`,
    imports: () => [],
  },
  echo: { code: (app) => `${app}.Use(middleware.Secure())`, imports: ownMiddleware },
  chi: {
    code: (app) => each((name, value) => `${app}.Use(middleware.SetHeader("${name}", "${value}"))`),
    imports: ownMiddleware,
  },
};

/** The package `middleware` of the framework, in the version that the file imports; undefined where that name means another. */
function ownMiddleware({ code: { facts }, framework }: ServerStatement): readonly NeededImport[] | undefined {
  const core = facts.imports.find((it) => new RegExp(`/${framework}(?:/v\\d+)?$`).test(it.module))?.module;
  const module = `${core}/middleware`;
  const known = facts.imports.find((it) => it.local === 'middleware');
  return core === undefined || (known && known.module !== module) ? undefined : [{ module }];
}

function byHand(workspace: Workspace, server: ServerStatement): FileEdit[] | undefined {
  const own = OWN[server.framework];
  const { facts } = server.code;
  const imports = own?.imports(server);
  const name = own?.names ? freeName(facts, 0, own.names) : '';
  if (!own || !imports || name === undefined) return undefined;
  const gap = facts.language === 'python' ? (server.scope === 0 ? 2 : 1) : 0;
  const change = belowServer(server, own.code(server.name, name), gap);
  const edit =
    change &&
    editCode(workspace, server.code.path, {
      packages: imports,
      changes: () => [change],
      note: worded`Set the headers of each answer`,
    });
  return edit && [edit];
}

/** Django: first in the list, as its manual has it. */
function inSettings(workspace: Workspace, path: Path): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined) return undefined;
  const origin = file.facts.bindings.find((it) => it.scope === 0 && it.name === 'MIDDLEWARE')?.origin;
  const first = origin?.kind === 'value' && origin.value.kind === 'array' ? origin.value.items[0] : undefined;
  if (!first) return undefined;
  const style = styleIn(workspace, path);
  const isAlone = text.slice(text.lastIndexOf('\n', first.span.start) + 1, first.span.start).trim() === '';
  const between = isAlone ? style.lineEnd + indentAt(text, first.span.start) : ' ';
  const entry = layOut("'django.middleware.security.SecurityMiddleware',", style);
  const span = { start: first.span.start, end: first.span.start };
  return [changeOf(path, [{ span, text: entry + between }], worded`Register SecurityMiddleware`)];
}
