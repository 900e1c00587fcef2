import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import type { Value } from '#facts/value.ts';

/** An expression that shows the text of an error, with what a function that maps errors takes. */
export interface ErrorExpression {
  readonly span: Span;
  /** The error itself, as it is written: `err`, `query.error`. */
  readonly error: string;
  /** What is shown where the error has no text. */
  readonly fallback?: string;
}

/** The only part of a shown value that is the text of the error `head`; undefined where there are more, or its form is another. */
export function errorExpression(text: string, value: Value, head: string): ErrorExpression | undefined {
  if (value.kind === 'template') {
    const [found, other] = value.parts.flatMap((it) => errorExpression(text, it, head) ?? []);
    return other ? undefined : found;
  }
  if (value.kind !== 'reference' && value.kind !== 'opaque' && value.kind !== 'call') return undefined;
  const span = withBrackets(text, withoutBlanks(text, value.span));
  const source = text.slice(span.start, span.end).replace(/^\((?=.*(?:\|| \? ))([^()]*(?:\([^()]*\)[^()]*)*)\)$/, '$1');
  if (source.includes('\n')) return undefined;
  const narrowed = /^([\w$.]+) instanceof (?:Error|AxiosError)\s*\? (.+?) : (.+)$/.exec(source);
  if (narrowed) {
    const [, name = '', shown = '', fallback = ''] = narrowed;
    if (errorOf(shown, head) !== name || (!isBalanced(fallback) && errorOf(fallback, head) !== name)) return undefined;
    return { span, error: name, ...(!/^String\(/.test(fallback) && { fallback }) };
  }
  const choices = source.split(/\s*(?:\|\||\?\?)\s*/);
  const errors = choices.map((it) => errorOf(it, head));
  const [error] = errors;
  const last = choices.at(-1) ?? '';
  const others = choices.length > 1 && errors.at(-1) === undefined ? errors.slice(0, -1) : errors;
  if (error === undefined || others.some((it) => it !== error)) return undefined;
  if (others.length === errors.length) return { span, error };
  return !isBalanced(last) || (!/^['"`]/.test(last) && isOf(last, head)) ? undefined : { span, error, fallback: last };
}

/** The error whose text an expression reads: `err` for `err.message`, `(err as Error).message` and `String(err)`. */
function errorOf(source: string, head: string): string | undefined {
  const converted = /^(?:String|JSON\.stringify)\(([\w$.?]+)\)$/.exec(source)?.[1];
  const cast = /^\(([\w$]+) as [\w$<>. ]+\)((?:\??\.[\w$]+)*)$/.exec(source);
  const plain = converted ?? (cast ? (cast[1] ?? '') + (cast[2] ?? '') : source);
  if (!/^(?:this\.)?[\w$]+(?:(?:\?|!)?\.[\w$]+)*(?:\.toString\(\))?$/.test(plain)) return undefined;
  const error = plain
    .replace(/(?:\?|!)?\.toString\(\)$/, '')
    .replace(/(?:\?|!)?\.(?:message|reason)$/, '')
    .replace(/(?:\?|!)?\.(?:response|res|body|data|_data)\b.*$/, '')
    .replace(/(?:\?|!)?\.statusMessage$/, '');
  return isOf(error, head) ? error : undefined;
}

function isOf(source: string, head: string): boolean {
  return new RegExp(`(?:^|[^\\w$.])(?:this\\.)?${escaped(head)}(?![\\w$])`).test(source);
}

function isBalanced(source: string): boolean {
  return /^(?:'[^'\\]*'|"[^"\\]*"|`[^`\\$]*`|[\w$.]+(?:\([^()]*\))?)$/.test(source);
}

/** In a template of a component the blanks around an expression are a part of it. */
function withoutBlanks(text: string, { start, end }: Span): Span {
  const source = text.slice(start, end);
  return { start: start + source.length - source.trimStart().length, end: start + source.trimEnd().length };
}

/** `(e.message || e)` with its brackets, which only held it together. */
function withBrackets(text: string, { start, end }: Span): Span {
  const isGroup = text.charAt(start - 1) === '(' && text.charAt(end) === ')' && !/[\w$)\]]\s*$/.test(text.slice(0, start - 1));
  return isGroup ? { start: start - 1, end: end + 1 } : { start, end };
}
