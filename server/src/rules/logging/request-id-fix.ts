import { fileName, folderOf, joinPath, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit, type Fix, type FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { isCommonJs } from '#fixes/imports.ts';
import { pythonModule } from '#fixes/module-name.ts';
import { newModule } from '#fixes/modules.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { withMiddleware } from '../prod/handler-middleware.ts';
import { belowServer, type ServerStatement, serverStatement } from '../prod/server-statement.ts';
import type { Anchor } from '../rule.ts';
import { fastifyIds } from './fastify-request-id.ts';
import { djangoModule, fastApiModule, flaskHooks, ginHook, goModule, koaModule, nodeModule } from './request-id-code.ts';

const CREATE: FixOffer = {
  id: 'add-request-id',
  kind: 'scaffold',
  title: worded`Create a middleware that gives each request an id`,
};
const REGISTER: FixOffer = { id: 'add-request-id', kind: 'suggest', title: worded`Give each request an id` };

/** Gives the requests of a server an id, taken from the header of the caller or made, and sent back; empty where its form is not known. */
export function giveRequestIds(workspace: Workspace, path: Path, at: Anchor, framework: string, header: string): readonly Fix[] {
  const edits =
    framework === 'django'
      ? inDjango(workspace, path, header)
      : framework === 'net-http'
        ? withMiddleware(workspace, path, at, {
            name: 'requestid',
            text: goModule(header),
            note: worded`Give each request an id`,
          })
        : inServer(workspace, path, at, header);
  if (!edits) return [];
  const offer = edits.some((it) => it.kind === 'create') ? CREATE : REGISTER;
  return [{ ...offer, edits }];
}

function inServer(workspace: Workspace, path: Path, at: Anchor, header: string): FileEdit[] | undefined {
  const server = serverStatement(workspace, path, at);
  if (!server) return undefined;
  switch (server.framework) {
    case 'express':
      return withModule(workspace, server, nodeModule, header);
    case 'nestjs':
      // The adapter of Fastify takes middleware of another form.
      return workspace.unitOf(path).dependencies.has('@nestjs/platform-fastify')
        ? undefined
        : withModule(workspace, server, nodeModule, header);
    case 'koa':
      return withModule(workspace, server, koaModule, header);
    case 'fastify':
      return fastifyIds(workspace, server, header);
    case 'hono':
      return registered(workspace, server, `${server.name}.use(requestId());`, [
        { module: 'hono/request-id', names: ['requestId'] },
      ]);
    case 'fastapi':
      return inFastApi(workspace, server, header);
    case 'flask':
      return inFlask(workspace, server, header);
    case 'gin':
      return inGin(workspace, server, header);
    case 'echo':
    case 'chi':
      return inGoWithOwn(workspace, server);
    default:
      return undefined;
  }
}

/** From this version on the types of Node.js know what the module imports. */
const NODE_TYPES = 16;

type ScriptModule = (form: { readonly isTyped: boolean; readonly isRequired: boolean; readonly header: string }) => string;

/** Express and its relatives: a module with the middleware and the id of the current request, registered before everything else. */
function withModule(workspace: Workspace, server: ServerStatement, module: ScriptModule, header: string): FileEdit[] | undefined {
  const { code, text, style } = server;
  const path = newMiddleware(workspace, code.path);
  const change = belowServer(server, `${server.name}.use(withRequestId);`, 0);
  if (path === undefined || !change) return undefined;
  const use = editCode(workspace, code.path, {
    own: [{ from: path, name: 'withRequestId' }],
    changes: () => [change],
    note: worded`Register the middleware before everything else`,
  });
  const isRequired = isCommonJs(text);
  const isTyped = /\.[cm]?tsx?$/.test(path);
  if (isTyped && (dependencyVersion(workspace, path, '@types/node')?.major ?? NODE_TYPES) < NODE_TYPES) return undefined;
  const created = layOut(module({ isTyped, isRequired, header }), { ...styleIn(workspace, path, code.path), quote: style.quote });
  return use && [{ kind: 'create', path, text: created, note: worded`Create the middleware` }, use];
}

/** In the folder of the unit's middleware where there is one. */
function newMiddleware(workspace: Workspace, near: Path): Path | undefined {
  const path = newModule(workspace, near, 'request-id');
  const folder = workspace
    .unitOf(near)
    .files.filter((it) => workspace.roleOf(it) === undefined)
    .map(folderOf)
    .find((it) => /^middlewares?$/i.test(fileName(it)));
  const beside = folder === undefined || path === undefined ? path : joinPath(folder, fileName(path));
  return beside === undefined || workspace.textOf(beside) !== undefined ? undefined : beside;
}

function inFastApi(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code } = server;
  const path = newModule(workspace, code.path, 'request_id');
  const last = lastMiddleware(server);
  const after = { ...server, statement: { start: server.statement.start, end: last.end } };
  const gap = last.isFunction ? (server.scope === 0 ? 2 : 1) : 0;
  const change = belowServer(after, `${server.name}.middleware('http')(add_request_id)`, gap);
  if (path === undefined || !change) return undefined;
  const use = editCode(workspace, code.path, {
    own: [{ from: path, name: 'add_request_id' }],
    changes: () => [change],
    note: worded`Register the middleware last, which runs it first`,
  });
  return (
    use && [
      { kind: 'create', path, text: laid(workspace, path, server, fastApiModule(header)), note: worded`Create the middleware` },
      use,
    ]
  );
}

/** Where the last middleware of the server is registered in its function: Starlette runs first what was added last. */
function lastMiddleware({ code, name, scope, statement }: ServerStatement): {
  readonly end: number;
  readonly isFunction: boolean;
} {
  const { calls, scopes } = code.facts;
  let last = { end: statement.end, isFunction: false };
  for (const [id, call] of calls.entries()) {
    const path = call.callee.path.join('.');
    const isOwn = path === `${name}.add_middleware` || path === `${name}.middleware`;
    const isGiven =
      /middleware|cors/i.test(path) && call.args.some((it) => it.kind === 'reference' && it.path.join('.') === name);
    if ((!isOwn && !isGiven) || call.span.start < statement.end) continue;
    const decorated = scopes.find((it) => it.fn?.decorators.some((one) => one.call === id));
    let end = Math.max(call.statement.end, decorated?.span.end ?? 0);
    let at = call.scope;
    for (; at !== scope; at = scopes[at]?.parent ?? scope) {
      const around = scopes[at];
      if (!around || around.fn) break;
      // All arms of a condition are passed.
      const group = around.branch?.group;
      const arms = group === undefined ? [around] : scopes.filter((it) => it.branch?.group === group);
      end = Math.max(end, ...arms.map((it) => it.span.end));
    }
    if (at === scope && end > last.end) last = { end, isFunction: decorated !== undefined };
  }
  return last;
}

function inFlask(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { facts } = server.code;
  const before = freeName(facts, 0, ['set_request_id', 'take_request_id']);
  const after = freeName(facts, 0, ['return_request_id', 'send_request_id']);
  if (before === undefined || after === undefined) return undefined;
  const hooks = flaskHooks(server.name, before, after, header);
  // In a factory the functions stand one empty line apart.
  const code = server.scope === 0 ? hooks : hooks.replace(/\n\n\n/g, '\n\n');
  return registered(
    workspace,
    server,
    code,
    [
      { module: 'flask', names: ['g', 'request'] },
      { module: 'uuid', names: ['uuid4'] },
    ],
    server.scope === 0 ? 2 : 1,
  );
}

function inGin(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code, name } = server;
  const { dependencies } = workspace.unitOf(code.path);
  const local = code.facts.imports.find((it) => it.module === 'github.com/gin-gonic/gin')?.local;
  if (local === undefined) return undefined;
  if (dependencies.has('github.com/gin-contrib/requestid'))
    return registered(workspace, server, `${name}.Use(requestid.New())`, [{ module: 'github.com/gin-contrib/requestid' }]);
  if (dependencies.has('github.com/google/uuid'))
    return registered(workspace, server, ginHook(name, local, header, ['id = uuid.NewString()']), [
      { module: 'github.com/google/uuid' },
    ]);
  if (code.facts.imports.some((it) => it.local === 'rand' && it.module !== 'crypto/rand')) return undefined;
  const made = ['raw := make([]byte, 16)', '_, _ = rand.Read(raw)', 'id = hex.EncodeToString(raw)'];
  return registered(workspace, server, ginHook(name, local, header, made), [
    { module: 'crypto/rand' },
    { module: 'encoding/hex' },
  ]);
}

/** echo and chi bring one, in the version that the file imports. */
function inGoWithOwn(workspace: Workspace, server: ServerStatement): FileEdit[] | undefined {
  const { code, framework, name } = server;
  const { imports } = code.facts;
  const core = imports.find((it) => new RegExp(`/${framework}(?:/v\\d+)?$`).test(it.module))?.module;
  const module = `${core}/middleware`;
  const known = imports.find((it) => it.local === 'middleware');
  if (core === undefined || (known && known.module !== module)) return undefined;
  return registered(workspace, server, `${name}.Use(middleware.RequestID${framework === 'echo' ? '()' : ''})`, [{ module }]);
}

function registered(
  workspace: Workspace,
  server: ServerStatement,
  added: string,
  packages: readonly NeededImport[],
  gap = 0,
): FileEdit[] | undefined {
  const change = belowServer(server, added, gap);
  const edit =
    change &&
    editCode(workspace, server.code.path, {
      packages,
      changes: () => [change],
      note: worded`Give each request an id, before everything else`,
    });
  return edit && [edit];
}

/** Django: a module beside the settings, first in the list. */
function inDjango(workspace: Workspace, path: Path, header: string): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined) return undefined;
  const origin = file.facts.bindings.find((it) => it.scope === 0 && it.name === 'MIDDLEWARE')?.origin;
  const first = origin?.kind === 'value' && origin.value.kind === 'array' ? origin.value.items[0] : undefined;
  const module = newModule(workspace, path, 'request_id');
  if (!first || module === undefined) return undefined;
  const dotted = pythonModule(workspace, { ...file.facts, imports: [] }, module);
  if (dotted.startsWith('.')) return undefined;
  const style = styleIn(workspace, path);
  const isAlone = text.slice(text.lastIndexOf('\n', first.span.start) + 1, first.span.start).trim() === '';
  const between = isAlone ? style.lineEnd + indentAt(text, first.span.start) : ' ';
  const entry = layOut(`'${dotted}.request_id_middleware',`, quotesOf(text, first.span.start, style));
  const span = { start: first.span.start, end: first.span.start };
  return [
    {
      kind: 'create',
      path: module,
      text: layOut(djangoModule(header), styleIn(workspace, module, path)),
      note: worded`Create the middleware`,
    },
    changeOf(path, [{ span, text: entry + between }], worded`Register the middleware first`),
  ];
}

function quotesOf(text: string, at: number, style: TextStyle): TextStyle {
  const quote = text.charAt(at);
  return quote === '"' || quote === "'" ? { ...style, quote } : style;
}

function laid(workspace: Workspace, path: Path, { code, style }: ServerStatement, text: string): string {
  return layOut(text, { ...styleIn(workspace, path, code.path), quote: style.quote });
}
