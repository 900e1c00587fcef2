import type { TimeLimit } from '#concepts/kinds/time-limits.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { type CodeEdit, editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goTimeout } from './go-timeout-fix.ts';

/** What a call without a limit of time may be given; undefined where nothing is known for it. */
export function timeoutOffer(code: LiftedCode, limit: TimeLimit, messageId: string, seconds: number): FixOffer | undefined {
  const id = 'add-timeout';
  if (messageId === 'noCtx') return { id, kind: 'safe', title: worded`Give ${limit.name} the context` };
  if (messageId === 'inbound') {
    const isLiteral = limit.call === undefined;
    const title = worded`Give clients ${seconds} seconds for the head of a request`;
    return limit.framework === 'echo' && !limit.name.endsWith('.Start')
      ? undefined
      : { id, kind: isLiteral ? 'safe' : 'suggest', title };
  }
  return { id, kind: isSafe(code, limit) ? 'safe' : 'suggest', title: worded`Limit ${limit.name} to ${seconds} seconds` };
}

/** These limit the wait for the next bytes and not the whole answer; nobody has asked for none. */
function isSafe({ facts }: LiftedCode, limit: TimeLimit): boolean {
  const call = limit.call === undefined ? undefined : facts.calls[limit.call];
  const isOwn = limit.framework === 'requests' || limit.framework === 'urllib';
  return isOwn && !limit.isStream && call?.keywords.some((it) => it.name === 'timeout') === false;
}

/** Gives a call, a client or a server a limit of time, in the form of its library. */
export function addTimeout(workspace: Workspace, code: LiftedCode, limit: TimeLimit, seconds: number): FileEdit | undefined {
  const text = workspace.textOf(code.path);
  if (text === undefined || code.facts.container) return undefined;
  const note = worded`Give \`${limit.name}\` a limit of time`;
  const call = limit.call === undefined ? undefined : code.facts.calls[limit.call];
  const edit =
    code.facts.language === 'go'
      ? goTimeout(workspace, code, text, limit, seconds)
      : call &&
        (code.facts.language === 'python'
          ? inPython(workspace, code, text, limit, call, seconds)
          : inScript(workspace, code, text, limit, call, seconds));
  return edit && editCode(workspace, code.path, { ...edit, note });
}

type Edit = Omit<CodeEdit, 'note'>;

function inPython(
  workspace: Workspace,
  { path }: LiftedCode,
  text: string,
  { framework }: TimeLimit,
  call: Call,
  seconds: number,
): Edit | undefined {
  const isAiohttp = framework === 'aiohttp-client';
  const head = call.callee.path.slice(0, -1).join('.');
  const value = isAiohttp ? `${head === '' ? '' : `${head}.`}ClientTimeout(total=${seconds})` : String(seconds);
  const given = call.keywords.find((it) => it.name === 'timeout')?.value ?? (framework === 'urllib' ? call.args[2] : undefined);
  const changes: TextChange[] | undefined = given
    ? [{ span: given.span, text: value }]
    : addArgument(text, call, `timeout=${value}`, styleIn(workspace, path));
  if (!changes) return undefined;
  return {
    ...(isAiohttp && head === '' && { packages: [{ module: 'aiohttp', names: ['ClientTimeout'] }] }),
    changes: () => changes,
  };
}

function inScript(
  workspace: Workspace,
  { path }: LiftedCode,
  text: string,
  limit: TimeLimit,
  call: Call,
  seconds: number,
): Edit | undefined {
  const style = styleIn(workspace, path);
  const life = String(seconds * 1000).replace(/\B(?=(?:\d{3})+$)/g, '_');
  const isFetch = limit.framework === 'fetch';
  const key = isFetch ? 'signal' : 'timeout';
  const value = isFetch ? `AbortSignal.timeout(${life})` : limit.framework === 'got' ? `{ request: ${life} }` : life;
  const position = optionsOf(call, limit);
  const options = call.args[position];
  const changes = options
    ? intoOptions(options)
    : call.args.length <= position && !call.isOpen
      ? addArgument(text, call, `${'undefined, '.repeat(position - call.args.length)}{ ${key}: ${value} }`, style)
      : undefined;
  return changes && { changes: () => changes };

  function intoOptions(given: Value): TextChange[] | undefined {
    if (given.kind !== 'object') return undefined;
    const known = given.entries.find((it) => it.key === key);
    if (known) return [{ span: known.value.span, text: value }];
    return given.isOpen ? undefined : addEntry(text, given, `${key}: ${value}`, style);
  }
}

/** Which argument of a client's call holds the options. */
function optionsOf({ callee, args }: Call, { of, framework }: TimeLimit): number {
  const name = callee.path.at(-1) ?? '';
  if (of === 'client' || name === 'request' || name === 'axiosRef') return 0;
  if (framework !== 'fetch' && framework !== 'got' && /^(?:post|put|patch)(?:Form)?$/.test(name)) return 2;
  return framework !== 'fetch' && args.length === 1 && args[0]?.kind === 'object' ? 0 : 1;
}
