import type { Span } from '#base/span.ts';
import type { LoggedValue, LoggerSetup } from '#concepts/kinds/logging.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry, addItem } from '#fixes/last-element.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Whether pino may blank what a call logs: a field of its own, and one logger of pino in the unit. What its options are is seen when it is asked for. */
export function redactOffers(
  workspace: Workspace,
  code: LiftedCode,
  at: Span,
  values: readonly LoggedValue[],
): readonly FixOffer[] {
  const key = onlyKey(code, at, values);
  return key !== undefined && onlySetup(workspace, code) ? [offerFor(key)] : [];
}

/** Has pino blank a field wherever it is logged; empty where its options are of a form that is not known. */
export function redactInLogger(workspace: Workspace, code: LiftedCode, at: Span, values: readonly LoggedValue[]): readonly Fix[] {
  const key = onlyKey(code, at, values);
  const setup = key === undefined ? undefined : onlySetup(workspace, code);
  const call = setup && callOf(setup);
  if (key === undefined || !call) return [];
  const { path } = setup.code;
  const changes = withPath(workspace.textOf(path) ?? '', call, key, styleIn(workspace, path));
  return changes ? [{ ...offerFor(key), edits: [changeOf(path, changes, worded`Blank ${key}`)] }] : [];
}

function offerFor(key: string): FixOffer {
  return { id: 'redact', kind: 'multi', title: worded`Have the logger blank ${key} everywhere` };
}

function onlyKey({ facts }: LiftedCode, at: Span, values: readonly LoggedValue[]): string | undefined {
  const log = facts.calls.find((it) => it.span.start === at.start && it.span.end === at.end);
  const [key, ...others] = new Set(log ? values.map((it) => keyOf(log, it)) : []);
  return others.length > 0 ? undefined : key;
}

/** `logger.info({ password }, 'signed in')`: a key of the object that pino writes fields from. */
function keyOf({ args: [fields] }: Call, { value }: LoggedValue): string | undefined {
  if (fields?.kind !== 'object') return undefined;
  const entry = fields.entries.find((it) => it.value.span.start === value.span.start || it.span.start === value.span.start);
  return entry && /^\w+$/.test(entry.key) ? entry.key : undefined;
}

interface Setup {
  readonly code: LiftedCode;
  readonly setup: LoggerSetup;
  /** The name of pino. */
  readonly local: string;
}

/** Where the unit makes its logger, in a file that loads pino. */
function onlySetup(workspace: Workspace, near: LiftedCode): Setup | undefined {
  const found = workspace.unitOf(near.path).files.flatMap((path) => {
    const code = workspace.files.get(path);
    return code && isCode(code) && workspace.roleOf(path) === undefined
      ? conceptsOf(code, 'logger-setup').map((setup) => ({ code, setup }))
      : [];
  });
  const [only, other] = found;
  const local = only?.code.facts.imports.find((it) => it.module === 'pino' && !it.isTypeOnly)?.local;
  return only && !other && local !== undefined ? { ...only, local } : undefined;
}

function callOf({ code, setup, local }: Setup): Call | undefined {
  const call = setup.call === undefined ? undefined : code.facts.calls[setup.call];
  return call?.callee.path.length === 1 && call.callee.path[0] === local ? call : undefined;
}

function withPath(text: string, call: Call, key: string, style: TextStyle): readonly TextChange[] | undefined {
  const [options] = call.args;
  const path = quoted(key, style);
  if (!options) return call.isOpen ? undefined : addArgument(text, call, `{ redact: [${path}] }`, style);
  if (options.kind !== 'object' || options.isOpen) return undefined;
  const redact = options.entries.find((it) => it.key === 'redact')?.value;
  if (!redact) return addEntry(text, options, `redact: [${path}]`, style);
  const paths = redact.kind === 'object' ? redact.entries.find((it) => it.key === 'paths')?.value : redact;
  return paths?.kind === 'array' && !paths.isOpen ? addItem(text, paths, path, style) : undefined;
}
