import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editFiles } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { pythonModule } from '#fixes/module-name.ts';
import { newModule } from '#fixes/modules.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';
import { REGISTERED, withLeft } from './log-binding.ts';
import { atFirst } from './log-format.ts';
import { bindPythonLog } from './python-log-binding.ts';
import { djangoModule, fastApiModule, flaskFilter, flaskHooks } from './request-id-code.ts';

/** FastAPI: a module with the middleware, registered where it runs first. */
export function inFastApi(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code } = server;
  const path = newModule(workspace, code.path, 'request_id');
  const last = lastMiddleware(server);
  const after = { ...server, statement: { start: server.statement.start, end: last.end } };
  const gap = last.isFunction ? (server.scope === 0 ? 2 : 1) : 0;
  const change = belowServer(after, `${server.name}.middleware('http')(add_request_id)`, gap);
  if (path === undefined || !change) return undefined;
  const log = bindPythonLog(workspace, code, path);
  const use = editFiles(workspace, [
    {
      path: code.path,
      own: [{ from: path, name: 'add_request_id' }],
      changes: () => [change],
      note: worded`Register the middleware last, which runs it first`,
    },
    ...log.parts,
  ]);
  const text = laid(workspace, path, server, fastApiModule(header, log));
  return use && [{ kind: 'create', path, text, note: withLeft(worded`Create the middleware`, log) }, ...use];
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

/** Flask: two functions beside the server; a module where the log needs a filter. */
export function inFlask(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code, scope, name } = server;
  const before = freeName(code.facts, 0, ['set_request_id', 'take_request_id']);
  const after = freeName(code.facts, 0, ['return_request_id', 'send_request_id']);
  if (before === undefined || after === undefined) return undefined;
  const path = newModule(workspace, code.path, 'request_id');
  const log = bindPythonLog(workspace, code, path);
  const hooks = flaskHooks({ app: name, before, after, header, hasStructlog: log.hasStructlog });
  // In a factory the functions stand one empty line apart.
  const change = belowServer(server, scope === 0 ? hooks : hooks.replace(/\n\n\n/g, '\n\n'), scope === 0 ? 2 : 1);
  if (!change) return undefined;
  const packages = [
    { module: 'flask', names: ['g', 'request'] },
    { module: 'uuid', names: ['uuid4'] },
    ...(log.hasStructlog ? [{ module: 'structlog', namespace: 'structlog' }] : []),
  ];
  const use = editFiles(workspace, [
    { path: code.path, packages, changes: () => [change], note: withLeft(REGISTERED, log) },
    ...log.parts,
  ]);
  if (!use || !log.hasFilter || path === undefined) return use;
  return [
    { kind: 'create', path, text: laid(workspace, path, server, flaskFilter()), note: worded`Create the filter of the log` },
    ...use,
  ];
}

/** Django: a module beside the settings, first in the list. */
export function inDjango(workspace: Workspace, path: Path, header: string): FileEdit[] | undefined {
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
  const entry = layOut(`'${dotted}.request_id_middleware'`, quotesOf(text, first.span.start, style));
  const log = bindPythonLog(workspace, file, module);
  const use = editFiles(workspace, [
    { path, changes: () => [atFirst(text, first.span.start, entry, style)], note: worded`Register the middleware first` },
    ...log.parts,
  ]);
  const created = layOut(djangoModule(header, log), styleIn(workspace, module, path));
  return use && [{ kind: 'create', path: module, text: created, note: withLeft(worded`Create the middleware`, log) }, ...use];
}

function quotesOf(text: string, at: number, style: TextStyle): TextStyle {
  const quote = text.charAt(at);
  return quote === '"' || quote === "'" ? { ...style, quote } : style;
}

function laid(workspace: Workspace, path: Path, { code, style }: ServerStatement, text: string): string {
  return layOut(text, { ...styleIn(workspace, path, code.path), quote: style.quote });
}
