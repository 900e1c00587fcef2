import type { Span } from '#base/span.ts';
import type { CodeFacts, SyntaxEnvRead } from '#facts/code-facts.ts';
import { type Setting, settingOfRead } from '#fixes/configuration/setting.ts';
import { indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';

/** A variable that a declaration takes out of the environment, and what becomes of the declaration when it comes from elsewhere. */
export interface TakenVariable {
  readonly setting: Setting;
  readonly span: Span;
  readonly around: (value: string) => string;
}

/**
 * `const { MAIL_FROM, PORT: port = '3000' } = process.env` without one of its names, which gets a declaration of its own. Undefined where more is
 * declared with it, or what is left of the environment gets a name.
 */
export function takenVariable(facts: CodeFacts, text: string, read: SyntaxEnvRead, style: TextStyle): TakenVariable | undefined {
  const { statement, span, name = '' } = read;
  const whole = text.slice(statement.start, statement.end);
  const [, head, pattern = '', source] = /^((?:export\s+)?(?:const|let|var)\s*\{)([^{}]*)(\}\s*=\s*[\w.]+;?)$/.exec(whole) ?? [];
  if (head === undefined || source === undefined || pattern.includes('...')) return undefined;
  const elements = facts.envReads
    .filter((it) => it.statement.start === statement.start)
    .map((it) => it.span)
    .toSorted((a, b) => a.start - b.start);
  const start = statement.start + head.length;
  const between = [start, ...elements.map((it) => it.end)].map((at, index) =>
    text.slice(at, elements[index]?.start ?? start + pattern.length),
  );
  if (between.some((it) => !/^\s*,?\s*$/.test(it))) return undefined;
  const element = /^(\w+)(?:\s*:\s*(\w+))?(?:\s*=[\s\S]+)?$/.exec(text.slice(span.start, span.end));
  if (element?.[1] !== name) return undefined;
  const local = element[2] ?? name;
  const asked = { ...read, isTested: read.isTested || isAsked(text, local) };
  const moved = settingOfRead(asked, name);
  // A fallback that cannot be carried over would be lost.
  if (!moved || (read.defaultValue && moved.setting.isOptional)) return undefined;
  const end = whole.endsWith(';') ? ';' : '';
  const declared = (value: string): string => `${head.replace(/\s*\{$/, '')} ${local} = ${value}${end}`;
  const index = elements.findIndex((it) => it.start === span.start);
  const [before, next] = [elements[index - 1], elements[index + 1]];
  if (!before && !next) return { setting: moved.setting, span: statement, around: declared };
  const gone = next ? { start: span.start, end: next.start } : { start: before?.end ?? span.start, end: span.end };
  const left = text.slice(statement.start, gone.start) + text.slice(gone.end, statement.end);
  const gap = style.lineEnd + indentAt(text, statement.start);
  return { setting: moved.setting, span: statement, around: (value) => left + gap + declared(value) };
}

/** Whether code asks somewhere if the value is there: then it need not be. */
function isAsked(text: string, name: string): boolean {
  const after = String.raw`\s*(?:\?\?|\|\||&&|\?(?!\.)|[!=]==?\s*(?:undefined|null|''|""))`;
  return new RegExp(`!${name}\\b|\\bif\\s*\\(\\s*${name}\\s*\\)|(?<![\\w.])${name}\\b${after}`).test(text);
}
