import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { words } from '#fixes/logging/field-names.ts';
import { editWithLogger } from '#fixes/logging/log-edit.ts';
import { entryOfFailure } from '#fixes/logging/log-entry.ts';
import { logStatement } from '#fixes/logging/log-statement.ts';
import { loggerAt } from '#fixes/logging/unit-logger.ts';
import { indentAt, wholeLines } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { LOG_ON } from './swallowed.ts';

const PROPAGATE = { id: 'propagate', kind: 'suggest', title: worded`Return the error to the caller` } as const;

/** What can be done where Go drops an error: return it where the function can, or log it. */
export function offersInGo(workspace: Workspace, code: LiftedCode, scope: ScopeId): readonly FixOffer[] {
  return [
    ...(earlyReturn(code, scope, '') === undefined ? [] : [PROPAGATE]),
    ...(loggerAt(workspace, code, scope) ? [LOG_ON] : []),
  ];
}

/** The fixes for a dropped result, and for a check with nothing behind it. */
export function fixesInGo(workspace: Workspace, code: LiftedCode, messageId: string, at: Span): readonly Fix[] {
  const text = workspace.textOf(code.path);
  if (text === undefined) return [];
  const place = messageId === 'droppedResult' ? droppedResult(code, text, at) : emptyCheck(code, text, at);
  if (!place) return [];
  const logger = loggerAt(workspace, code, place.scope);
  const style = styleIn(workspace, code.path);
  const returned = earlyReturn(
    code,
    place.scope,
    `fmt.Errorf("${words(place.call.split('.').at(-1) ?? '')}: %w", ${place.error})`,
  );
  const propagated: FileEdit | undefined =
    returned === undefined
      ? undefined
      : editCode(workspace, code.path, {
          packages: [{ module: 'fmt' }],
          changes: () => [place.change(returned)],
          note: worded`Return the error`,
        });
  const logged =
    logger &&
    editWithLogger(workspace, code, {
      logger,
      changes: (name) => [
        place.change(logStatement(entryOfFailure(place.call.split('.').at(-1) ?? '', place.error, 'error'), logger, style, name)),
      ],
      note: worded`Log the error`,
    });
  return [...(propagated ? [{ ...PROPAGATE, edits: [propagated] }] : []), ...(logged ? [{ ...LOG_ON, edits: [logged] }] : [])];
}

/** The statement with the check behind it, or the check with its body. */
interface Place {
  readonly scope: ScopeId;
  readonly call: string;
  /** The name of the error. */
  readonly error: string;
  readonly change: (body: string) => TextChange;
}

function droppedResult(code: LiftedCode, text: string, at: Span): Place | undefined {
  const call = code.facts.calls.find((it) => it.span.start === at.start && it.span.end === at.end);
  if (!call) return undefined;
  const { statement } = call;
  const written = /^((?:[\w.]+\s*,\s*)*)_\s*(:?=)\s*/.exec(text.slice(statement.start, call.span.start));
  const isWhole = written && statement.start + written[0].length === call.span.start && call.span.end === statement.end;
  if (!written || !isWhole || !wholeLines(text, statement)) return undefined;
  const [, kept = '', sign = '='] = written;
  const source = text.slice(call.span.start, call.span.end);
  const indent = indentAt(text, statement.start);
  const isKept = /[A-Za-z]/.test(kept);
  const style = {
    language: 'go',
    indent: '\t',
    lineEnd: lineEndIn(text),
    quote: '"',
    semicolons: false,
    trailingCommas: true,
  } as const;
  const change = (body: string): TextChange => {
    const head = isKept
      ? `${kept.trimEnd()} err ${sign} ${source}\nif err != nil {`
      : `if ${kept.trimEnd()}${kept === '' ? '' : ' '}err := ${source}; err != nil {`;
    // The call may go over several lines, which have their place already.
    const lines = head.replace(source, '\u0000');
    return { span: statement, text: layOut(`${lines}\n\t${body}\n}`, style, indent).replace('\u0000', () => source) };
  };
  if (isKept && !canName(code, call, sign)) return undefined;
  return { scope: call.scope, call: call.callee.path.join('.'), error: 'err', change };
}

function emptyCheck(code: LiftedCode, text: string, at: Span): Place | undefined {
  const scope = code.facts.scopes.find(
    (it) => it.branch?.conditionSpan.start === at.start && it.branch.conditionSpan.end === at.end && it.branch.form === 'then',
  );
  const error = /^\s*(\w+)\s*!=\s*nil/.exec(scope?.branch?.text ?? '')?.[1];
  const around = scope?.parent;
  if (!scope || error === undefined || around === undefined) return undefined;
  const open = text.lastIndexOf('{', scope.bodySpan.end);
  const close = text.indexOf('}', open);
  if (open < at.end || close < 0 || text.slice(open + 1, close).trim() !== '' || text.slice(at.end, open).trim() !== '')
    return undefined;
  const source = code.facts.calls.findLast((it) => it.targets.includes(error) && it.span.end <= at.start);
  const indent = indentAt(text, at.start);
  const lineEnd = lineEndIn(text);
  const change = (body: string): TextChange => ({
    span: { start: open + 1, end: close },
    text: `${lineEnd}${indent}\t${body}${lineEnd}${indent}`,
  });
  return { scope: around, call: source?.callee.path.join('.') ?? error, error, change };
}

/** Whether `err` can take the result: it is new here and nothing below declares it alone, or it is there and an error. */
function canName(code: LiftedCode, call: Call, sign: string): boolean {
  const own = code.facts.bindings.filter((it) => it.name === 'err' && it.scope === call.scope);
  const declared = own.find((it) => it.span.start < call.span.start);
  if (sign === '=') return declared !== undefined;
  if (declared) return true;
  const isDeclaredAlone = code.facts.calls.some(
    (it) => it.scope === call.scope && it.span.start > call.span.end && it.targets.length === 1 && it.targets[0] === 'err',
  );
  return !isDeclaredAlone && !code.facts.imports.some((it) => it.local === 'err');
}

/** `return nil, <error>` with what the function gives back besides; undefined where it gives back no error. */
function earlyReturn(code: LiftedCode, scope: ScopeId, error: string): string | undefined {
  const results = enclosingFunction(code.facts, scope)?.fn.results ?? [];
  if (results.at(-1)?.path.join('.') !== 'error' || /^\*/.test(results.at(-1)?.text ?? '')) return undefined;
  const zeros = results.slice(0, -1).map((it) => zeroOf(code, it));
  return zeros.includes(undefined) ? undefined : `return ${[...zeros, error].join(', ')}`;
}

function zeroOf(code: LiftedCode, type: TypeReference): string | undefined {
  const text = type.text.trim();
  if (/^(?:\*|\[\]|map\[|chan\b|<-chan|func\b|interface\b|any$|error$)/.test(text)) return 'nil';
  if (text === 'string') return '""';
  if (text === 'bool') return 'false';
  if (/^(?:u?int(?:8|16|32|64)?|float(?:32|64)|byte|rune|uintptr|time\.Duration)$/.test(text)) return '0';
  const declared = code.facts.classes.find((it) => it.name === text);
  if (declared?.form === 'struct' || /^(?:time\.Time|uuid\.UUID|sql\.Null\w+)$/.test(text)) return `${text}{}`;
  return declared?.form === 'interface' ? 'nil' : undefined;
}

function lineEndIn(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
