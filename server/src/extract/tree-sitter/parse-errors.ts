import type { ParseError } from '#facts/code-facts.ts';
import { MAX_DEPTH, MAX_PARSE_ERRORS } from '../limits.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** The places of a tree that are not the language, the first ones where there are many. */
export function parseErrorsOf({ errors, isCut, root }: SyntaxTree): ParseError[] {
  const listed = errors.slice(0, MAX_PARSE_ERRORS);
  if (isCut)
    listed.push({
      message: `what is nested more than ${MAX_DEPTH} levels deep was not read`,
      span: { start: root.start, end: root.start },
    });
  return listed;
}

/** A place that the grammar could not read; `missing` is the name of what its recovery put in there, undefined for text that did not fit. */
export function parseErrorAt(text: string, start: number, end: number, missing: string | undefined): ParseError {
  if (missing !== undefined) {
    const what = /^\w+$/.test(missing) ? missing.replaceAll('_', ' ') : `\`${missing}\``;
    return { message: `${what} is missing`, span: { start, end } };
  }
  const line = (text.slice(start, Math.min(end, start + 40)).split(/[\r\n]/, 1)[0] ?? '').trim();
  return { message: line === '' ? 'the syntax is broken here' : `\`${line}\` could not be parsed`, span: { start, end } };
}
