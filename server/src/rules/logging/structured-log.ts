import type { Span } from '#base/span.ts';
import type { LogCall } from '#concepts/kinds/logging.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { editWithLogger } from '#fixes/logging/log-edit.ts';
import { entryOfPrint } from '#fixes/logging/log-entry.ts';
import { logStatement } from '#fixes/logging/log-statement.ts';
import { hasLoggerMaker } from '#fixes/logging/logger-maker.ts';
import { newLogger } from '#fixes/logging/new-logger.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

const WITH_LOGGER = { id: 'log-with-fields', kind: 'safe' } as const;
const WITH_NEW = { id: 'create-logger', kind: 'scaffold' } as const;

/** What can be done about a print: the logger that is there takes it, or one is made. */
export function structuredLogOffers(workspace: Workspace, code: LiftedCode, print: LogCall, call: string): readonly FixOffer[] {
  if (print.endsProcess) return [];
  const logger = loggerAt(workspace, code, print.scope);
  if (logger) return [{ ...WITH_LOGGER, title: worded`Log with ${logger.expression} instead of ${call}` }];
  if (code.facts.language === 'go' || hasLoggerMaker(workspace, code)) return [];
  return [{ ...WITH_NEW, title: worded`Create a logger and use it instead of ${call}` }];
}

/** The fix for the print at a place; with `all` for all of its file. */
export function structuredLog(workspace: Workspace, code: LiftedCode, at: Span, call: string, all: boolean): Fix | undefined {
  const prints = conceptsOf(code, 'log').filter((it) => !it.isStructured && !it.endsProcess);
  const asked = prints.filter((it) => all || (it.span.start === at.start && it.span.end === at.end));
  const [first] = asked;
  const text = workspace.textOf(code.path);
  if (!first || text === undefined) return undefined;
  const known = loggerAt(workspace, code, first.scope);
  const made = known ? undefined : newLogger(workspace, code);
  const logger = known ?? made?.logger;
  if (!logger || asked.some((it) => (loggerAt(workspace, code, it.scope)?.expression ?? '') !== (known?.expression ?? '')))
    return undefined;
  const style = styleIn(workspace, code.path);
  const lines = asked.map((print) => {
    const printed = print.call === undefined ? undefined : code.facts.calls[print.call];
    const entry = printed && entryOfPrint(code, text, printed, print.level);
    return printed && entry && { span: printed.span, entry };
  });
  const changes = (expression: string): TextChange[] =>
    lines.flatMap((it) => (it ? [{ span: it.span, text: logStatement(it.entry, logger, style, expression) }] : []));
  if (lines.includes(undefined)) return undefined;
  const edit = editWithLogger(workspace, code, { logger, changes, note: worded`Log it with its values as fields` });
  if (!edit) return undefined;
  if (!made) return { ...WITH_LOGGER, title: worded`Log with ${logger.expression} instead of ${call}`, edits: [edit] };
  return { ...WITH_NEW, title: worded`Create a logger and use it instead of ${call}`, edits: joinEdits([...made.edits, edit]) };
}
