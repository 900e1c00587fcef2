import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { editWithLogger } from '#fixes/logging/log-edit.ts';
import { entryOfFailure } from '#fixes/logging/log-entry.ts';
import { logStatement } from '#fixes/logging/log-statement.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { LOG_AND_RETHROW, LOG_ON, RERAISE, type SwallowedData } from './swallowed.ts';

/** What can be done about a clause that drops an error: let it go on, with a line in the log where the unit has one, or log it alone. */
export function swallowedOffers(workspace: Workspace, code: LiftedCode, scope: ScopeId, messageId: string): readonly FixOffer[] {
  const hasLogger = loggerAt(workspace, code, scope) !== undefined;
  if (messageId !== 'emptyCatch') return hasLogger ? [LOG_ON] : [];
  return hasLogger ? [LOG_AND_RETHROW, LOG_ON, RERAISE] : [RERAISE];
}

/** The fixes for a clause, or for the handler of a promise, at a place. */
export function swallowedFixes(
  workspace: Workspace,
  code: LiftedCode,
  messageId: string,
  at: Span,
  data: SwallowedData,
): readonly Fix[] {
  const text = workspace.textOf(code.path);
  if (text === undefined) return [];
  const style = styleIn(workspace, code.path);
  const id = code.facts.scopes.findIndex((it) => it.kind === 'catch' && it.span.start === at.start);
  const clause =
    messageId === 'emptyPromiseCatch'
      ? promiseHandler(code, text, at, style)
      : code.facts.language === 'python'
        ? pythonClause(code, text, id)
        : scriptClause(code, text, id, style);
  if (!clause) return [];
  const { error, rewrite, scope } = clause;
  const logger = loggerAt(workspace, code, scope);
  const fixOf = (offer: FixOffer, doesLog: boolean, isRaised: boolean): Fix[] => {
    const entry = entryOfFailure(data.call, error, isRaised || code.facts.language === 'python' ? 'error' : 'warn');
    if (!doesLog)
      return [
        {
          ...offer,
          edits: [
            { kind: 'change', path: code.path, changes: [rewrite(undefined, isRaised)], note: worded`Let the error go on` },
          ],
        },
      ];
    if (!logger) return [];
    const edit = editWithLogger(workspace, code, {
      logger,
      changes: (name) => [rewrite(logStatement(entry, logger, style, name), isRaised)],
      note: isRaised ? worded`Log the error and let it go on` : worded`Log the error`,
    });
    return edit ? [{ ...offer, edits: [edit] }] : [];
  };
  if (messageId !== 'emptyCatch') return fixOf(LOG_ON, true, false);
  return [...fixOf(LOG_AND_RETHROW, true, true), ...fixOf(LOG_ON, true, false), ...fixOf(RERAISE, false, true)];
}

interface Clause {
  readonly scope: ScopeId;
  /** The name of the error in what is logged. */
  readonly error: string;
  /** The clause with a statement that logs, and with the error going on where `isRaised` says so. */
  readonly rewrite: (log: string | undefined, isRaised: boolean) => TextChange;
}

function scriptClause({ facts }: LiftedCode, text: string, id: number, style: TextStyle): Clause | undefined {
  const scope = facts.scopes[id];
  const clause = scope && text.slice(scope.span.start, scope.span.end);
  const match = clause === undefined ? undefined : /^catch\s*(?:\(([^)]*)\)\s*)?\{([\s\S]*)\}$/.exec(clause);
  if (!scope?.handler || !match) return undefined;
  const [, binding, body = ''] = match;
  const error = scope.handler.binds ?? 'error';
  const kept = body.trim();
  if (kept !== '' && !/^(?:return\b[^;{}\n]*|continue);?$/.test(kept) && !/^return \{\s*\};?$/.test(kept)) return undefined;
  return {
    scope: id,
    error,
    rewrite: (log, isRaised) => {
      const lines = [
        ...(log === undefined ? [] : [`\t${log};`]),
        ...(isRaised ? [`\tthrow ${error};`] : []),
        ...(kept === '' || isRaised ? [] : [`\t${kept.replace(/;$/, '')};`]),
      ];
      const code = `catch (${binding ?? error}) {\n${lines.join('\n')}\n}`;
      return { span: scope.span, text: layOut(code, style, indentAt(text, scope.span.start)) };
    },
  };
}

function pythonClause({ facts }: LiftedCode, text: string, id: number): Clause | undefined {
  const scope = facts.scopes[id];
  if (!scope) return undefined;
  const body = text.slice(scope.bodySpan.start, scope.bodySpan.end);
  const start = scope.bodySpan.start + (/^\s*/.exec(body)?.[0].length ?? 0);
  const span = { start, end: scope.bodySpan.start + body.trimEnd().length };
  const kept = text.slice(span.start, span.end);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^(?:pass|\.\.\.|continue|return\b[^\n]*)$/.test(kept) || text.slice(lineStart, start).trim() !== '') return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = text.slice(lineStart, start);
  return {
    scope: id,
    error: scope.handler?.binds ?? 'error',
    rewrite: (log, isRaised) => {
      const rest = isRaised ? 'raise' : /^(?:pass|\.\.\.)$/.test(kept) ? undefined : kept;
      return { span, text: [log, rest].filter((it) => it !== undefined).join(lineEnd + indent) };
    },
  };
}

/** `.catch(() => {})` */
function promiseHandler({ facts }: LiftedCode, text: string, at: Span, style: TextStyle): Clause | undefined {
  const call = facts.calls.find((it) => it.nameSpan.start === at.start);
  const [handler] = call?.args ?? [];
  if (!call || handler?.kind !== 'function') return undefined;
  const written = text.slice(handler.span.start, handler.span.end);
  const match = /^(?:\(\s*(\w*)\s*\)|(\w+))\s*=>\s*\{\s*\}$/.exec(written);
  if (!match) return undefined;
  const error = match[1] || match[2] || 'error';
  return {
    scope: call.scope,
    error,
    rewrite: (log) => ({
      span: handler.span,
      text: layOut(`(${error}) => {\n\t${log ?? ''};\n}`, style, indentAt(text, call.nameSpan.start)),
    }),
  };
}
