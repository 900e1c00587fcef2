import type { ServerListen } from '#concepts/kinds/process.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { afterStatement, beforeStatement, indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { startupOpening } from './process-end.ts';

/** A server of asyncio that serves for ever: SIGTERM closes it, and `serve_forever` comes to its end. */
export function asyncioShutdown(workspace: Workspace, code: LiftedCode, listen: ServerListen): FileEdit | undefined {
  const { facts, path } = code;
  const text = workspace.textOf(path);
  const started = listen.call === undefined ? undefined : facts.calls[listen.call];
  const [server, ...others] = started?.targets ?? [];
  const serving = facts.calls.filter(
    (it) =>
      it.callee.path.join('.') === `${server}.serve_forever` &&
      enclosingFunction(facts, it.scope)?.id === enclosingFunction(facts, started?.scope ?? 0)?.id,
  );
  const [forever] = serving;
  const isKnown = facts.imports.some((it) => it.local === 'asyncio' && it.module === 'asyncio');
  if (text === undefined || server === undefined || others.length > 0 || !forever || serving.length > 1 || !isKnown)
    return undefined;
  const written = text.slice(forever.statement.start, forever.statement.end);
  if (started?.callee.path.at(-1) !== 'start_server' || written !== `await ${server}.serve_forever()`) return undefined;
  const style = styleIn(workspace, path);
  const hears = `asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ${server}.close)\n`;
  const before = beforeStatement(text, forever.statement, hears, style);
  const indent = indentAt(text, forever.statement.start);
  const suppressed = layOut(`with contextlib.suppress(asyncio.CancelledError):\n\t${written}`, style, indent);
  return (
    before &&
    editCode(workspace, path, {
      packages: [{ module: 'contextlib' }, { module: 'signal' }],
      changes: () => [
        { ...before, text: before.text.replace(/(?:\r?\n)[ \t]*(?=\r?\n$)/, '') },
        { span: forever.statement, text: suppressed },
      ],
      note: worded`Close the server on SIGTERM`,
    })
  );
}

/** Closes what a lifespan opens behind its `yield`, and what a start-up hook opens in a hook for the end. */
export function closeAtEnd(workspace: Workspace, code: LiftedCode): FileEdit | undefined {
  const { facts, path } = code;
  const text = workspace.textOf(path);
  const opened = startupOpening(code);
  const close = opened && CLOSINGS[opened.callee.path.at(-1) ?? ''];
  const holder = opened && holderOf(code, opened);
  const around = opened && enclosingFunction(facts, opened.scope);
  if (text === undefined || !around || close === undefined || holder === undefined) return undefined;
  const style = styleIn(workspace, path);
  const closing = close.replace('HELD', holder);
  const scope = facts.scopes[around.id];
  const [decorator] = around.fn.decorators;
  if (!scope || !decorator) return undefined;
  const change = decorator.path.at(-1) === 'on_event' ? inHook() : behindYield();
  return change && editCode(workspace, path, { changes: () => [change], note: worded`Close ${holder} at the end` });

  function behindYield(): TextChange | undefined {
    const body = text?.slice(scope?.bodySpan.start, scope?.bodySpan.end) ?? '';
    const yields = [...body.matchAll(/\byield\b/g)];
    const [only] = yields;
    const start = (scope?.bodySpan.start ?? 0) + (only?.index ?? 0);
    const isPlain = /^yield[ \t]*(?:#.*)?\r?(?:\n|$)/.test(text?.slice(start) ?? '');
    return only && yields.length === 1 && isPlain && text !== undefined
      ? afterStatement(text, { start, end: start + 'yield'.length }, closing, style)
      : undefined;
  }

  function inHook(): TextChange | undefined {
    const name = freeName(facts, 0, ['stop', 'shut_down', 'close_connections']);
    const app = decorator?.path.slice(0, -1).join('.') ?? '';
    if (name === undefined || scope?.parent !== 0 || !holder?.includes('.') || text === undefined) return undefined;
    const hook = `\n\n@${app}.on_event('shutdown')\nasync def ${name}() -> None:\n\t${closing}`;
    return afterStatement(text, scope.span, hook, style);
  }
}

/** How the things that are opened at the start are closed. */
const CLOSINGS: Readonly<Record<string, string>> = {
  create_pool: 'await HELD.close()',
  ClientSession: 'await HELD.close()',
  AsyncClient: 'await HELD.aclose()',
  AIOKafkaConsumer: 'await HELD.stop()',
  AIOKafkaProducer: 'await HELD.stop()',
  AsyncIOMotorClient: 'HELD.close()',
  connect_robust: 'await HELD.close()',
};

/** The variable or the attribute that what was opened is kept in. */
function holderOf({ facts }: LiftedCode, opened: Call): string | undefined {
  const [target, ...others] = opened.targets;
  if (target !== undefined && others.length === 0) return target;
  const call = facts.calls.indexOf(opened);
  const kept = facts.assignments.find(
    (it) => it.operator === '=' && it.value.kind === 'call' && it.value.call === call && it.value.path.length === 0,
  );
  return kept?.target.join('.');
}
