import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editFiles } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { newModule } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { withMiddleware } from '../prod/handler-middleware.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';
import type { Anchor } from '../rule.ts';
import { bindGoLog } from './go-log-binding.ts';
import { type LogBinding, REGISTERED, withLeft } from './log-binding.ts';
import { ginHook, goModule } from './request-id-go-code.ts';

const NAME = 'requestid';

/** net/http: around what answers. */
export function inNetHttp(workspace: Workspace, path: Path, at: Anchor, header: string): FileEdit[] | undefined {
  const code = workspace.files.get(path);
  const module = newModule(workspace, path, NAME);
  if (!code || !isCode(code) || module === undefined) return undefined;
  const binding = bindGoLog(workspace, code, module);
  return withMiddleware(workspace, path, at, {
    name: NAME,
    text: goModule({ framework: 'net-http', header, core: undefined, log: binding.log }),
    note: withLeft(worded`Give each request an id`, binding),
    also: binding.parts,
  });
}

/** gin, echo and chi: a package of the module where the log is to carry the id, else what they bring themselves. */
export function inRouter(workspace: Workspace, server: ServerStatement, header: string): FileEdit[] | undefined {
  const { code, framework, name } = server;
  const module = newModule(workspace, code.path, NAME);
  const core = code.facts.imports.find((it) => new RegExp(`/${framework}(?:/v\\d+)?$`).test(it.module));
  const binding = module === undefined ? undefined : bindGoLog(workspace, code, module);
  const isLogged = module !== undefined && binding?.log !== undefined && core !== undefined;
  const left = binding ?? { parts: [] };
  if (!isLogged) return framework === 'gin' ? inGin(workspace, server, header, left) : inGoWithOwn(workspace, server, left);
  const use = (middleware: string): string => (framework === 'echo' ? `${core.local}.WrapMiddleware(${middleware})` : middleware);
  const change = belowServer(server, `${name}.Use(\0)`, 0);
  const edits =
    change &&
    editFiles(workspace, [
      {
        path: code.path,
        own: [{ from: module, name: 'Middleware' }],
        changes: (written) => [{ ...change, text: change.text.replace('\0', () => use(written('Middleware'))) }],
        note: withLeft(REGISTERED, binding),
      },
      ...binding.parts,
    ]);
  const text = goModule({ framework, header, core: core.module, log: binding.log });
  return (
    edits && [
      {
        kind: 'create',
        path: module,
        text: layOut(text, styleIn(workspace, module, code.path)),
        note: worded`Create the middleware`,
      },
      ...edits,
    ]
  );
}

function inGin(workspace: Workspace, server: ServerStatement, header: string, log: LogBinding): FileEdit[] | undefined {
  const { code, name } = server;
  const { dependencies } = workspace.unitOf(code.path);
  const local = code.facts.imports.find((it) => it.module === 'github.com/gin-gonic/gin')?.local;
  if (local === undefined) return undefined;
  if (dependencies.has('github.com/gin-contrib/requestid'))
    return registered(workspace, server, `${name}.Use(requestid.New())`, [{ module: 'github.com/gin-contrib/requestid' }], log);
  if (dependencies.has('github.com/google/uuid'))
    return registered(
      workspace,
      server,
      ginHook(name, local, header, ['id = uuid.NewString()']),
      [{ module: 'github.com/google/uuid' }],
      log,
    );
  if (code.facts.imports.some((it) => it.local === 'rand' && it.module !== 'crypto/rand')) return undefined;
  const made = ['raw := make([]byte, 16)', '_, _ = rand.Read(raw)', 'id = hex.EncodeToString(raw)'];
  return registered(
    workspace,
    server,
    ginHook(name, local, header, made),
    [{ module: 'crypto/rand' }, { module: 'encoding/hex' }],
    log,
  );
}

/** echo and chi bring one, in the version that the file imports. */
function inGoWithOwn(workspace: Workspace, server: ServerStatement, log: LogBinding): FileEdit[] | undefined {
  const { code, framework, name } = server;
  const { imports } = code.facts;
  const core = imports.find((it) => new RegExp(`/${framework}(?:/v\\d+)?$`).test(it.module))?.module;
  const module = `${core}/middleware`;
  const known = imports.find((it) => it.local === 'middleware');
  if (core === undefined || (known && known.module !== module)) return undefined;
  return registered(workspace, server, `${name}.Use(middleware.RequestID${framework === 'echo' ? '()' : ''})`, [{ module }], log);
}

function registered(
  workspace: Workspace,
  server: ServerStatement,
  added: string,
  packages: readonly NeededImport[],
  log: LogBinding,
): FileEdit[] | undefined {
  const change = belowServer(server, added, 0);
  return (
    change &&
    editFiles(workspace, [{ path: server.code.path, packages, changes: () => [change], note: withLeft(REGISTERED, log) }])
  );
}
