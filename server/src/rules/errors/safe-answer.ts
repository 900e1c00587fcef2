import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { reasonPhrase } from '#concepts/messages/http-status.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { editWithLogger } from '#fixes/logging/log-edit.ts';
import { entryOfError } from '#fixes/logging/log-entry.ts';
import { logStatement } from '#fixes/logging/log-statement.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { beforeStatement } from '#fixes/statements.ts';
import { quoted } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

const OFFER = { id: 'safe-answer', kind: 'suggest' } as const;

/** Answers with what the status means and logs the error, where the unit has a logger and the text is that of one named error. */
export function safeAnswerOffers(workspace: Workspace, code: LiftedCode, scope: ScopeId, shown: string): readonly FixOffer[] {
  return errorIn(shown) !== undefined && loggerAt(workspace, code, scope) ? [{ ...OFFER, title: titleFor(shown) }] : [];
}

/** The fix for the answer at a place. */
export function safeAnswer(
  workspace: Workspace,
  code: LiftedCode,
  at: Span,
  { text: shown, status }: { readonly text: string; readonly status?: number },
): readonly Fix[] {
  const text = workspace.textOf(code.path);
  const error = errorIn(shown);
  const call = callAt(code, at);
  if (text === undefined || error === undefined || !call) return [];
  const places = occurrences(text, at, shown);
  const [place, ...others] = places;
  const logger = loggerAt(workspace, code, call.scope);
  if (!place || others.length > 0 || !logger || !isSentAsIs(code, call, place)) return [];
  const style = styleIn(workspace, code.path);
  const level = status !== undefined && status < 500 ? 'warn' : 'error';
  const entry = entryOfError(code, call.scope, error, level);
  const isLogged = isLoggedBefore(code, call, error);
  const before = beforeStatement(text, call.statement, '\u0000', style);
  if (!before && !isLogged) return [];
  const end = style.language === 'typescript' || style.language === 'javascript' ? (style.semicolons ? ';' : '') : '';
  const answered = { span: place, text: quoted(reasonPhrase(status ?? 500) ?? 'Internal Server Error', style) };
  const edit =
    isLogged || !before
      ? editCode(workspace, code.path, { changes: () => [answered], note: worded`Answer with what the status means` })
      : editWithLogger(workspace, code, {
          logger,
          changes: (name) => [
            { span: before.span, text: before.text.replace('\u0000', () => logStatement(entry, logger, style, name) + end) },
            answered,
          ],
          note: worded`Log the error and answer with what the status means`,
        });
  return edit ? [{ ...OFFER, title: titleFor(shown), edits: [edit] }] : [];
}

function titleFor(shown: string): Wording {
  return worded`Log the error instead of sending ${shown}`;
}

/** The name of the error in `err.message`, `str(e)`, `err.Error()`; undefined for other forms. */
function errorIn(shown: string): string | undefined {
  return (/^(\w+)(?:\.(?:message|stack|msg|sqlMessage)|\.(?:Error|toString)\(\))$/.exec(shown) ??
    /^(?:str|String|repr)\((\w+)\)$/.exec(shown))?.[1];
}

/** The call that answers: the outermost one in the place, else the innermost around it. */
function callAt({ facts }: LiftedCode, at: Span): Call | undefined {
  const size = ({ span }: Call): number => span.end - span.start;
  const inside = facts.calls.filter((it) => it.span.start >= at.start && it.span.end <= at.end);
  const around = facts.calls.filter((it) => it.span.start <= at.start && it.span.end >= at.end);
  return (
    inside.toSorted((one, other) => size(other) - size(one))[0] ?? around.toSorted((one, other) => size(one) - size(other))[0]
  );
}

/** Where the text stands as a whole value: an argument, or the value of a key. */
function occurrences(text: string, { start, end }: Span, shown: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(shown, start); at >= 0 && at + shown.length <= end; at = text.indexOf(shown, at + 1)) {
    const before = /(\S)\s*$/.exec(text.slice(Math.max(start, at - 100), at))?.[1] ?? '';
    const after = /^\s*(\S)/.exec(text.slice(at + shown.length, at + shown.length + 100))?.[1] ?? '';
    const isWhole = /[:,(=[]/.test(before) && /[,)}\]]/.test(after);
    if (!isWhole) return [];
    found.push({ start: at, end: at + shown.length });
  }
  return found;
}

/** The same block has written the error already, to whatever log. */
function isLoggedBefore({ facts }: LiftedCode, answer: Call, error: string): boolean {
  return facts.calls.some(({ callee, scope, span, mentions }) => {
    const name = callee.path.join('.');
    if (scope !== answer.scope || span.end > answer.span.start || !/(?:^|\.)(?:console|print$|\w*log\w*\.)|^lo\./i.test(name))
      return false;
    return mentions.includes(error) || callee.path.at(-1) === 'exception';
  });
}

/** The text goes to the client as it is: not into a translation or the like. */
function isSentAsIs({ facts }: LiftedCode, answer: Call, place: Span): boolean {
  const around = facts.calls.filter(
    (it) => it !== answer && it.span.start > answer.span.start && it.span.start < place.start && it.span.end > place.end,
  );
  return around.every((it) =>
    /^(?:H|M|Map|jsonify|dict)$|Error|Response|Exception|Body|Problem/.test(it.callee.path.at(-1) ?? ''),
  );
}
