import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { freeName } from '#fixes/free-name.ts';
import type { OwnName } from '#fixes/imports.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { belowServer, type ServerStatement } from '../prod/server-statement.ts';
import type { MappedError } from './mapped-errors.ts';

/**
 * Flask: what the framework has refused keeps its status, everything else is logged and answered with 500.
 * @param key where the project's answers hold the text of an error
 */
export function flaskHandler(workspace: Workspace, server: ServerStatement, key = 'message'): FileEdit[] | undefined {
  const { code, name: app } = server;
  const name = freeName(code.facts, 0, ['answer_error', 'handle_error', 'on_error']);
  if (name === undefined) return undefined;
  const added = [
    `@${app}.errorhandler(Exception)`,
    `def ${name}(error):`,
    '\tif isinstance(error, HTTPException):',
    `\t\treturn {'${key}': error.description}, error.code`,
    `\t${app}.logger.exception('Request failed')`,
    `\treturn {'${key}': 'Internal Server Error'}, 500`,
  ].join('\n');
  return below(workspace, server, added, [], [{ module: 'werkzeug.exceptions', names: ['HTTPException'] }]);
}

/** FastAPI: a handler for each error of the domain, which answers in the framework's own form. */
export function fastapiHandlers(
  workspace: Workspace,
  server: ServerStatement,
  errors: readonly MappedError[],
): FileEdit[] | undefined {
  const names = errors.map((it) => freeName(server.code.facts, 0, [`answer_${snakeCase(it.own.name)}`]));
  const behind = behindClasses(server, errors);
  if (!behind || names.includes(undefined)) return undefined;
  const added = errors.map(({ own, status }, index) =>
    [
      `@${server.name}.exception_handler(${own.name})`,
      `async def ${names[index]}(_request: Request, error: ${own.name}) -> JSONResponse:`,
      `\treturn JSONResponse({'detail': str(error)}, status_code=${typeof status === 'number' ? status : `error.${status}`})`,
    ].join('\n'),
  );
  const packages: NeededImport[] = [
    { module: 'fastapi', names: ['Request'] },
    { module: 'fastapi.responses', names: ['JSONResponse'] },
  ];
  const gap = server.scope === 0 ? '\n\n\n' : '\n\n';
  return below(
    workspace,
    behind,
    added.join(gap),
    errors.map((it) => it.own),
    packages,
  );
}

/** The server, with the last of the classes as its statement where that comes later: they have to be there when the module gets to the handlers. */
function behindClasses(server: ServerStatement, errors: readonly MappedError[]): ServerStatement | undefined {
  if (server.scope !== 0) return server;
  const own = errors.filter((it) => it.own.from === server.code.path).map((it) => it.own.name);
  const declared = server.code.facts.bindings.filter((it) => it.declares === 'class' && it.scope === 0 && own.includes(it.name));
  if (declared.length < own.length) return undefined;
  const last = declared.map((it) => it.statement).toSorted((a, b) => b.end - a.end)[0];
  return last && last.end > server.statement.end ? { ...server, statement: last } : server;
}

function below(
  workspace: Workspace,
  server: ServerStatement,
  added: string,
  own: readonly OwnName[],
  packages: readonly NeededImport[],
): FileEdit[] | undefined {
  const change = belowServer(server, added, server.scope === 0 ? 2 : 1);
  const edit =
    change &&
    editCode(workspace, server.code.path, {
      own,
      packages,
      changes: () => [change],
      note: worded`Answer every error in one place`,
    });
  return edit && [edit];
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();
}
