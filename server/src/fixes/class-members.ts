import type { Span } from '#base/span.ts';
import type { ClassDeclaration, CodeFacts, FunctionDetails, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { addParameter } from './last-element.ts';
import { indentAt } from './statements.ts';
import type { TextStyle } from './text-style.ts';

/** The constructor of a class, `__init__` in Python; undefined where the class has none, or several signatures. */
export function constructorOf(facts: CodeFacts, owner: string): FunctionDetails | undefined {
  const found = facts.scopes.flatMap(({ fn }) =>
    fn?.owner === owner && (fn.form === 'constructor' || fn.name === '__init__') ? [fn] : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The method of a class with its scope. */
export function methodOf(facts: CodeFacts, owner: string, name: string): ScopeId | undefined {
  const id = facts.scopes.findIndex(({ fn }) => fn?.owner === owner && fn.name === name);
  return id < 0 ? undefined : id;
}

/**
 * Hands a script's constructor one parameter more, behind the others, or in the place of one. As Prettier does it, more than one parameter that
 * declares a property stands on lines of its own, unless there are several on one line already.
 */
export function addConstructorParameter(
  text: string,
  { parameters, nameSpan }: FunctionDetails,
  written: string,
  style: TextStyle,
  instead?: Parameter,
): TextChange[] | undefined {
  if (instead) return [{ span: instead.span, text: written }];
  const open = text.indexOf('(', nameSpan.end);
  const last = parameters.at(-1);
  const behind = /^\s*,?\s*(?:\/\/[^\n]*\s*)?\)/.exec(text.slice(last?.span.end ?? open + 1));
  if (open < 0 || !behind) return undefined;
  const list: Span = { start: open, end: (last?.span.end ?? open + 1) + behind[0].length };
  const inside = text.slice(open + 1, list.end - 1);
  if (parameters.length !== 1 || !last || inside.includes('\n') || inside.includes('//'))
    return addParameter(
      text,
      list,
      parameters.map((it) => it.span),
      written,
      style,
    );
  const base = indentAt(text, open);
  const line = `${style.lineEnd}${base}${style.indent}`;
  const only = text.slice(last.span.start, last.span.end);
  const comma = style.trailingCommas ? ',' : '';
  return [
    { span: { start: open + 1, end: list.end - 1 }, text: `${line}${only},${line}${written}${comma}${style.lineEnd}${base}` },
  ];
}

/** Takes a parameter of several out of a script's constructor; the last one that is left goes back on one line where it fits. */
export function withoutConstructorParameter(
  text: string,
  { parameters, nameSpan }: FunctionDetails,
  parameter: Parameter,
): TextChange | undefined {
  const index = parameters.indexOf(parameter);
  const [before, after] = [parameters[index - 1], parameters[index + 1]];
  const gone = before
    ? { start: before.span.end, end: parameter.span.end }
    : { start: parameter.span.start, end: after?.span.start ?? parameter.span.end };
  if (index < 0 || (!before && !after)) return undefined;
  const rest = parameters.filter((it) => it !== parameter);
  const open = text.indexOf('(', nameSpan.end);
  const close = /^\s*,?\s*\)/.exec(text.slice(parameters.at(-1)?.span.end));
  const [only] = rest;
  if (rest.length === 1 && only && close) {
    const list = { start: open + 1, end: (parameters.at(-1)?.span.end ?? open) + close[0].length - 1 };
    const written = text.slice(only.span.start, only.span.end);
    const line = text.slice(text.lastIndexOf('\n', open) + 1, open + 1) + written;
    const isPlain = !/\/[/*]/.test(text.slice(list.start, list.end)) && !written.includes('\n');
    if (isPlain && line.length <= LONGEST_LINE) return { span: list, text: written };
  }
  const between = before ? text.slice(before.span.end, parameter.span.start) : text.slice(parameter.span.end, after?.span.start);
  return /^\s*,\s*$/.test(between) ? { span: gone, text: '' } : undefined;
}

/** With `) {}` it is a line of eighty characters. */
const LONGEST_LINE = 76;

/** Puts a method behind the other members of a class. It is given as it stands at the left margin. */
export function addMethod(
  text: string,
  facts: CodeFacts,
  { scope }: ClassDeclaration,
  method: string,
  style: TextStyle,
): TextChange | undefined {
  const it = facts.scopes[scope];
  if (!it) return undefined;
  const base = indentAt(text, it.span.start);
  const indent = style.language === 'python' ? indentAt(text, it.bodySpan.start) : base + style.indent;
  const body = text.slice(it.bodySpan.start, it.bodySpan.end);
  const at = it.bodySpan.start + body.trimEnd().length;
  const laid = indentLines(method, indent);
  if (style.language === 'python') return { span: { start: at, end: at }, text: style.lineEnd + style.lineEnd + laid };
  if (body.trim() === '') return { span: it.bodySpan, text: style.lineEnd + laid + style.lineEnd + base };
  return body.includes('\n') ? { span: { start: at, end: at }, text: style.lineEnd + style.lineEnd + laid } : undefined;
}

/** Code with each line further in; empty lines stay empty. */
export function indentLines(code: string, indent: string): string {
  return code.replace(/^(?=[^\r\n])/gm, indent);
}
