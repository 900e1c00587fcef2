import type { ServerListen } from '#concepts/kinds/process.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { isFree } from '#fixes/free-name.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut, styleOf } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goServer } from './go-timeout-fix.ts';

/** The packages that the code below needs, and whose names nothing else may have. */
const PACKAGES = ['context', 'errors', 'log/slog', 'net/http', 'os', 'os/signal', 'syscall', 'time'];

/**
 * Ends a server of Go after its requests: it runs beside `main`, which waits for SIGTERM. Undefined where the server is not the last thing that
 * `main` starts.
 */
export function goShutdown(workspace: Workspace, { path, facts }: LiftedCode, listen: ServerListen): FileEdit | undefined {
  const text = workspace.textOf(path);
  const call = listen.call === undefined ? undefined : facts.calls[listen.call];
  const scope = call && facts.scopes[call.scope];
  if (text === undefined || !call || scope?.fn?.name !== 'main' || scope.fn.owner !== undefined) return undefined;
  const written = text.slice(call.span.start, call.span.end);
  const statement = text.slice(call.statement.start, call.statement.end);
  const isPlain = [written, `_ = ${written}`, `log.Fatal(${written})`].includes(statement);
  const rest = text.slice(call.statement.end, scope.bodySpan.end).replace(/\/\/[^\n]*/g, '');
  const names = ['ctx', 'stop', 'ending', 'cancel', ...PACKAGES.map((it) => it.split('/').at(-1) ?? '')];
  const taken = facts.imports.filter((it) => PACKAGES.includes(it.module)).map((it) => it.local);
  if (!isPlain || rest.trim() !== '' || names.some((it) => !taken.includes(it) && !isFree(facts, call.scope, it)))
    return undefined;
  const { path: callee } = call.callee;
  const receiver = callee.length === 2 && callee[1] === 'ListenAndServe' && callee[0] !== 'http' ? callee[0] : undefined;
  const server =
    receiver === undefined
      ? goServer(facts, text, listen.framework, call, 'http', '10 * time.Second')
      : { name: receiver, declaration: '', serve: written };
  if (!server) return undefined;
  const lines = [
    ...(server.declaration === '' ? [] : [server.declaration]),
    'ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)',
    'defer stop()',
    'go func() {',
    `\tif err := ${server.serve}; !errors.Is(err, http.ErrServerClosed) {`,
    '\t\tslog.Error("the server failed", "error", err)',
    '\t\tos.Exit(1)',
    '\t}',
    '}()',
    '<-ctx.Done()',
    '',
    'ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)',
    'defer cancel()',
    `if err := ${server.name}.Shutdown(ending); err != nil {`,
    '\tslog.Error("requests were cut off", "error", err)',
    '}',
  ];
  const code = layOut(lines.join('\n'), styleOf(text, 'go'), indentAt(text, call.statement.start));
  return editCode(workspace, path, {
    packages: PACKAGES.map((module) => ({ module })),
    changes: () => [{ span: call.statement, text: code }],
    note: worded`Wait for SIGTERM, then for the requests`,
  });
}
