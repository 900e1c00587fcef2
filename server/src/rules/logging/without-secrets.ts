import type { Span } from '#base/span.ts';
import type { LoggedValue } from '#concepts/kinds/logging.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Leaves secrets out of a log line: the field goes; what fills in a text is blanked there. */
export function withoutSecretsOffer(shown: string): FixOffer {
  return { id: 'without-secret', kind: 'suggest', title: worded`Leave ${shown} out of the log` };
}

/** The fix for a call that logs these values. */
export function withoutSecrets(
  workspace: Workspace,
  code: LiftedCode,
  at: Span,
  values: readonly LoggedValue[],
  shown: string,
): readonly Fix[] {
  const text = workspace.textOf(code.path);
  const call = code.facts.calls.find((it) => it.span.start === at.start && it.span.end === at.end);
  if (text === undefined || !call || values.length === 0) return [];
  const style = styleIn(workspace, code.path);
  const changes = values.map(({ value }) =>
    isNeededFor(code, text, call, value) ? undefined : withoutValue(text, call, value, style),
  );
  if (changes.includes(undefined)) return [];
  const edit = changeOf(
    code.path,
    changes.flatMap((it) => it ?? []),
    worded`Leave it out of the log`,
  );
  return [{ ...withoutSecretsOffer(shown), edits: [edit] }];
}

function withoutValue(text: string, call: Call, { span }: Value, style: TextStyle): TextChange | undefined {
  const isIt = (it: Value): boolean => it.span.start === span.start && it.span.end === span.end;
  const holdsIt = (it: Value): boolean => it.span.start <= span.start && it.span.end >= span.end;
  const keyword = call.keywords.find((it) => isIt(it.value));
  if (keyword) return cut(text, keyword.span);
  const all = [...call.args, ...call.keywords.map((it) => it.value)];
  for (const it of all) {
    if (it.kind !== 'object') continue;
    const entry = it.entries.find((one) => isIt(one.value) || (one.span.start === span.start && one.span.end === span.end));
    if (entry) return it.entries.length > 1 ? cut(text, entry.span) : undefined;
  }
  const index = call.args.findIndex(isIt);
  if (index >= 0) {
    const key = call.args[index - 1];
    const isPair = style.language === 'go' && index % 2 === 0 && key?.kind === 'literal' && /^[\w.-]+$/.test(String(key.value));
    if (isPair) return cut(text, { start: key.span.start, end: span.end });
    return index > 0 ? { span, text: quoted('[redacted]', style) } : undefined;
  }
  const template = all.find((it) => it.kind === 'template' && holdsIt(it));
  if (!template) return undefined;
  const open = style.language === 'python' ? '{' : '${';
  const start = span.start - open.length;
  const close = /^(?:![rsa])?(?::[^{}]*)?\}/.exec(text.slice(span.end))?.[0];
  return text.slice(start, span.start) === open && close !== undefined
    ? { span: { start, end: span.end + close.length }, text: '[redacted]' }
    : undefined;
}

/** An element of a list goes with one of its commas. */
function cut(text: string, { start, end }: Span): TextChange | undefined {
  const before = /,\s*$/.exec(text.slice(0, start));
  if (before) return { span: { start: before.index, end }, text: '' };
  const after = /^\s*,\s*/.exec(text.slice(end));
  return after ? { span: { start, end: end + after[0].length }, text: '' } : undefined;
}

/** Go does not compile with a variable that nothing reads: then its last use stays. */
function isNeededFor({ facts }: LiftedCode, text: string, call: Call, value: Value): boolean {
  if (facts.language !== 'go' || value.kind !== 'reference') return false;
  const around = facts.scopes[enclosingFunction(facts, call.scope)?.id ?? 0];
  const body = around ? text.slice(around.bodySpan.start, around.bodySpan.end) : text;
  const isLocal = facts.bindings.some((it) => it.name === value.path[0] && it.scope !== 0);
  return isLocal && (body.match(new RegExp(`\\b${value.path[0] ?? ''}\\b`, 'g'))?.length ?? 0) <= 2;
}
