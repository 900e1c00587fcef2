import { fileName, folderOf, joinPath, type Path } from '#base/paths.ts';
import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editFiles } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isCommonJs } from '#fixes/imports.ts';
import { newModule } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { belowServer, type ServerStatement, serverStatement } from '../prod/server-statement.ts';
import type { Anchor } from '../rule.ts';
import { fastifyIds } from './fastify-request-id.ts';
import { REGISTERED, withLeft } from './log-binding.ts';
import { koaModule, nodeModule } from './request-id-code.ts';
import { inNetHttp, inRouter } from './request-id-go.ts';
import { inDjango, inFastApi, inFlask } from './request-id-python.ts';
import { bindScriptLog } from './script-log-binding.ts';

const CREATE: FixOffer = {
  id: 'add-request-id',
  kind: 'scaffold',
  title: worded`Create a middleware that gives each request an id`,
};
const REGISTER: FixOffer = { id: 'add-request-id', kind: 'suggest', title: worded`Give each request an id` };
const REGISTER_AND_LOG: FixOffer = { ...REGISTER, kind: 'multi' };

/** Gives the requests of a server an id, taken from the header of the caller or made, and sent back; empty where its form is not known. */
export function giveRequestIds(workspace: Workspace, path: Path, at: Anchor, framework: string, header: string): readonly Fix[] {
  const edits =
    framework === 'django'
      ? inDjango(workspace, path, header)
      : framework === 'net-http'
        ? inNetHttp(workspace, path, at, header)
        : inServer(workspace, path, at, header);
  if (!edits) return [];
  const offer = edits.some((it) => it.kind === 'create') ? CREATE : edits.length > 1 ? REGISTER_AND_LOG : REGISTER;
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
      return inHono(workspace, server);
    case 'fastapi':
      return inFastApi(workspace, server, header);
    case 'flask':
      return inFlask(workspace, server, header);
    case 'gin':
    case 'echo':
    case 'chi':
      return inRouter(workspace, server, header);
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
  const log = bindScriptLog(workspace, code, path);
  const use = editFiles(workspace, [
    {
      path: code.path,
      own: [{ from: path, name: 'withRequestId' }],
      changes: () => [change],
      note: worded`Register the middleware before everything else`,
    },
    ...log.parts,
  ]);
  const isRequired = isCommonJs(text);
  const isTyped = /\.[cm]?tsx?$/.test(path);
  if (isTyped && (dependencyVersion(workspace, path, '@types/node')?.major ?? NODE_TYPES) < NODE_TYPES) return undefined;
  const created = layOut(module({ isTyped, isRequired, header }), { ...styleIn(workspace, path, code.path), quote: style.quote });
  return use && [{ kind: 'create', path, text: created, note: withLeft(worded`Create the middleware`, log) }, ...use];
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

/** Hono brings one; its loggers are made by others. */
function inHono(workspace: Workspace, server: ServerStatement): FileEdit[] | undefined {
  const change = belowServer(server, `${server.name}.use(requestId());`, 0);
  const packages = [{ module: 'hono/request-id', names: ['requestId'] }];
  return change && editFiles(workspace, [{ path: server.code.path, packages, changes: () => [change], note: REGISTERED }]);
}
