import type { ServerListen } from '#concepts/kinds/process.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The changes that close a server on SIGTERM; undefined where it is not known how. Express and Node.js keep the running server in a variable; NestJS and Fastify have their own way. */
export function shutdownChanges(workspace: Workspace, code: LiftedCode, listen: ServerListen): TextChange[] | undefined {
  const text = workspace.textOf(code.path);
  const call = listen.call === undefined ? undefined : code.facts.calls[listen.call];
  if (text === undefined || !call || code.facts.language === 'go' || code.facts.language === 'python') return undefined;
  // A call that an arrow gives back, or that stands inside of another one, leaves no place for statements.
  if (!PLAIN.test(text.slice(call.statement.start, call.span.start))) return undefined;
  const indent = indentAt(text, call.statement.start);
  const style = styleIn(workspace, code.path);
  const { lineEnd } = style;
  const receiver = call.callee.path.slice(0, -1).join('.');
  if (listen.framework === 'nestjs') {
    return [
      {
        span: { start: call.statement.start, end: call.statement.start },
        text: layOut(`${receiver}.enableShutdownHooks();`, style) + lineEnd + indent,
      },
    ];
  }
  const isFastify = listen.framework === 'fastify';
  const isKept = isFastify || listen.framework === 'node';
  const server = listen.target ?? (isKept ? receiver : freeName(code.facts, call.scope, ['server', 'httpServer']));
  if (!server) return undefined;
  const close = isFastify
    ? [`void ${server}.close().then(() => process.exit(0));`]
    : [`${server}.close(() => process.exit(0));`, 'setTimeout(() => process.exit(1), 10_000).unref();'];
  const handler = ["process.once('SIGTERM', () => {", ...close.map((it) => `\t${it}`), '});'].join('\n');
  const laid = lineEnd + lineEnd + indent + layOut(handler, style, indent);
  const after = { span: { start: call.statement.end, end: call.statement.end }, text: laid };
  const name = { span: { start: call.span.start, end: call.span.start }, text: `const ${server} = ` };
  return listen.target === undefined && !isKept ? [name, after] : [after];
}

const PLAIN = /^(?:export\s+)?(?:(?:(?:const|let|var)\s+)?[\w.]+(?:\s*:\s*[\w.<>]+)?\s*=\s*)?(?:void\s+)?(?:await\s+)?$/;
