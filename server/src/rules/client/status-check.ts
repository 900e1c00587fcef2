import type { HttpRequest } from '#concepts/kinds/effects.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import type { ImportsWanted } from '#fixes/imports.ts';
import { afterStatement, atBodyStart, indentAt } from '#fixes/statements.ts';
import { layOut, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { goStatusCheck } from './go-status-check.ts';
import { createStatusError, type StatusError, statusErrorOf } from './status-error.ts';

/** A look at the status of an answer, before it is read. */
export interface StatusCheck extends FixOffer {
  readonly edits: () => readonly FileEdit[] | undefined;
}

/** Undefined where there is no place for it that is certain, or nothing that it could throw. */
export function statusCheck(workspace: Workspace, code: LiftedCode, request: HttpRequest, text: string): StatusCheck | undefined {
  const call = request.call === undefined ? undefined : code.facts.calls[request.call];
  if (!call) return undefined;
  const style = styleIn(workspace, code.path);
  const note = worded`Look at the status of \`${call.callee.path.join('.')}\``;
  const edit = (changes: readonly TextChange[], wanted: ImportsWanted = {}): FileEdit | undefined =>
    editCode(workspace, code.path, { ...wanted, changes: () => changes, note });
  const id = 'check-status';
  if (code.facts.language === 'go') {
    const changes = goStatusCheck(code.facts, text, call);
    const [answer] = call.targets;
    if (!changes || answer === undefined) return undefined;
    const packages = [{ module: 'fmt' }, { module: 'net/http' }];
    return {
      id,
      kind: 'safe',
      title: worded`Return an error for a status of ${answer} that says so`,
      edits: () => some(edit(changes, { packages })),
    };
  }
  if (code.facts.language === 'python') {
    if (!/^(?:requests|httpx)$/.test(request.framework)) return undefined;
    const put = placed(code.facts, text, call, style, (answer) => `${answer}.raise_for_status()`);
    return (
      put && { id, kind: 'safe', title: worded`Raise for the status of ${put.answer}`, edits: () => some(edit(put.changes)) }
    );
  }
  const error = statusErrorOf(workspace, code);
  if (!error) return undefined;
  const put = inScript(code.facts, text, call, style, error, error.own.name);
  if (!put) return undefined;
  return {
    id,
    kind: error.isNew ? 'multi' : 'safe',
    title: worded`Throw ${error.own.name} where ${put.answer} is not ok`,
    edits() {
      const changes = (written: (name: string) => string): readonly TextChange[] =>
        inScript(code.facts, text, call, style, error, written(error.own.name))?.changes ?? [];
      const own = editCode(workspace, code.path, { own: [error.own], changes, note });
      const created = createStatusError(workspace, code, error);
      if (!own || (error.isNew && !created)) return undefined;
      return created ? [own, created] : [own];
    },
  };
}

function inScript(
  facts: CodeFacts,
  text: string,
  call: Call,
  style: TextStyle,
  error: StatusError,
  name: string,
): Placed | undefined {
  const check = (answer: string): string => {
    const line = `throw new ${name}(${error.argumentsFor(answer)});`;
    return line.length > LONG ? `if (!${answer}.ok) {\n\t${line}\n}` : `if (!${answer}.ok) ${line}`;
  };
  return placed(facts, text, call, style, check) ?? inChain(facts, text, call, style, check, error.waits);
}

/** With its condition and some indentation a statement of this length goes over what formatters leave on a line. */
const LONG = 85;

interface Placed {
  /** The name of the answer. */
  readonly answer: string;
  readonly changes: readonly TextChange[];
}

type Check = (answer: string) => string;

/** Below the statement that gives the answer its name, or above the one that reads it at once. */
function placed(facts: CodeFacts, text: string, call: Call, style: TextStyle, check: Check): Placed | undefined {
  const { statement } = call;
  if (!standsInBlock(facts, text, call.scope)) return undefined;
  const before = text.slice(statement.start, call.span.start);
  const after = text.slice(call.span.end, statement.end);
  const wait = /(?:\bawait\s+)?$/.exec(before)?.[0] ?? '';
  const isScript = style.language !== 'python';
  if (isScript && wait === '') return undefined;
  const [target = ''] = call.targets;
  const head = before.slice(0, before.length - wait.length);
  const isNamed = isScript
    ? new RegExp(`^(?:(?:const|let|var)\\s+)?${target.replaceAll('$', '\\$')}\\s*(?::[^=]*)?=\\s*$`)
    : new RegExp(`^${target}\\s*(?::[^=]*)?=\\s*$`);
  if (target !== '' && /^;?$/.test(after.trim()) && isNamed.test(head)) {
    const put = afterStatement(text, statement, check(target), style);
    return put && { answer: target, changes: [put] };
  }
  const answer = freeName(facts, call.scope, ['response', 'res', 'answer']);
  if (answer === undefined) return undefined;
  const declared = `${isScript ? 'const ' : ''}${answer} = `;
  if (head === '' && /^;?$/.test(after.trim())) {
    // The answer has no name yet, because nobody reads it.
    const put = afterStatement(text, statement, check(answer), style);
    const at = statement.start;
    return put && { answer, changes: [{ span: { start: at, end: at }, text: declared }, put] };
  }
  // `return (await fetch(url)).json()`: nothing else is done before the request.
  if (!(isScript ? READ_AT_ONCE : /^(?:return |[\w, ]+(?::[^=]*)? = )?(?:await )?\(?$/).test(head)) return undefined;
  const isOpen = head.endsWith('(');
  if (isOpen !== after.startsWith(')') || (isScript && !isOpen)) return undefined;
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(lineStart, statement.start);
  if (indent.trim() !== '') return undefined;
  // What is moved keeps its own lines; a comment above speaks of the request.
  const request = declared + wait + text.slice(call.span.start, call.span.end) + (style.semicolons ? ';' : '');
  const lead = [request, layOut(check(answer), style, indent), ''].join(style.lineEnd + indent);
  const start = statement.start + head.length - (isOpen ? 1 : 0);
  return {
    answer,
    changes: [
      { span: { start: statement.start, end: statement.start }, text: lead },
      { span: { start, end: call.span.end + (isOpen ? 1 : 0) }, text: answer },
    ],
  };
}

const READ_AT_ONCE =
  /^(?:return\s+|(?:const|let|var)\s+(?:[\w$]+|\{[\w$,:\s]*\})\s*(?::[^=]*)?=\s*|[\w$.]+\s*=\s*)?(?:await\s+)?\($/;

/** Between braces, or below a colon on lines of its own: not a branch without braces. */
function standsInBlock({ scopes, language }: CodeFacts, text: string, scope: ScopeId): boolean {
  const it = scopes[scope];
  if (!it || it.kind === 'module') return true;
  if (it.branch?.form === 'case') return false;
  return language === 'python' || text.charAt(it.bodySpan.start - 1) === '{';
}

/** `fetch(url).then((response) => response.json())` */
function inChain(facts: CodeFacts, text: string, call: Call, style: TextStyle, check: Check, waits: boolean): Placed | undefined {
  const id = facts.calls.indexOf(call);
  const [handler] = facts.calls.find((it) => it.callee.receiver === id && it.callee.path[0] === 'then')?.args ?? [];
  const scope = handler?.kind === 'function' ? facts.scopes[handler.scope] : undefined;
  const answer = scope?.fn?.parameters[0]?.name ?? '';
  if (handler?.kind !== 'function' || !scope?.fn || !/^[\w$]+$/.test(answer)) return undefined;
  const { start } = handler.span;
  const async = waits && !scope.fn.isAsync ? [{ span: { start, end: start }, text: 'async ' }] : [];
  const head = /^(?:async\s+)?(?:\([^()]*\)|[\w$]+)\s*(?::[^=]*)?=>\s*(?!\s)/.exec(text.slice(start, handler.span.end))?.[0];
  if (scope.fn.form !== 'arrow' || (head !== undefined && text.charAt(start + head.length) === '{')) {
    const put = atBodyStart(text, facts, handler.scope, check(answer), style);
    return put && { answer, changes: [...async, put] };
  }
  const bodyStart = start + (head ?? '').length;
  const body = text.slice(bodyStart, handler.span.end);
  if (head === undefined || body.includes('\n') || body.startsWith('(')) return undefined;
  const indent = indentAt(text, start);
  const inner = style.lineEnd + indent + style.indent;
  const end = style.semicolons ? ';' : '';
  const laid = layOut(check(answer), style, indent + style.indent);
  const written = `{${inner}${laid}${inner}return ${body}${end}${style.lineEnd}${indent}}`;
  return { answer, changes: [...async, { span: { start: bodyStart, end: handler.span.end }, text: written }] };
}

function some(edit: FileEdit | undefined): readonly FileEdit[] | undefined {
  return edit && [edit];
}
