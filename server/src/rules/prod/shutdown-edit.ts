import type { ServerListen } from '#concepts/kinds/process.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { TextChange } from '../finding.ts';

/** The changes that close a server on SIGTERM; undefined where it is not known how. Express and Node.js keep the running server in a variable; NestJS and Fastify have their own way. */
export function shutdownChanges(workspace: Workspace, code: LiftedCode, listen: ServerListen): TextChange[] | undefined {
  const text = workspace.textOf(code.path);
  const call = listen.call === undefined ? undefined : code.facts.calls[listen.call];
  if (text === undefined || !call || code.facts.language === 'go' || code.facts.language === 'python') return undefined;
  const lineStart = text.lastIndexOf('\n', call.statement.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const receiver = call.callee.path.slice(0, -1).join('.');
  if (listen.framework === 'nestjs') {
    return [
      {
        span: { start: call.statement.start, end: call.statement.start },
        text: `${receiver}.enableShutdownHooks();${lineEnd}${indent}`,
      },
    ];
  }
  const isFastify = listen.framework === 'fastify';
  const server = listen.target ?? (isFastify || listen.framework === 'node' ? receiver : 'server');
  if (server === '') return undefined;
  const close = isFastify
    ? [`void ${server}.close().then(() => process.exit(0));`]
    : [`${server}.close(() => process.exit(0));`, 'setTimeout(() => process.exit(1), 10_000).unref();'];
  const handler = ["process.once('SIGTERM', () => {", ...close.map((it) => `  ${it}`), '});']
    .map((it) => indent + it)
    .join(lineEnd);
  const after = { span: { start: call.statement.end, end: call.statement.end }, text: `${lineEnd}${lineEnd}${handler}` };
  const needsName = listen.target === undefined && server === 'server';
  return needsName ? [{ span: { start: call.span.start, end: call.span.start }, text: 'const server = ' }, after] : [after];
}
