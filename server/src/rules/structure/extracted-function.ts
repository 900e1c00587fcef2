import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, snakeCase } from '#decisions/names.ts';
import { indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { ExtractedArgument } from './extracted-argument.ts';
import type { QueryExtraction } from './query-extraction.ts';

/** Name and parameters of a function on one line. */
const LONGEST_HEAD = 76;

/** What stands between the parentheses of an extracted function, on lines of their own where it is long. */
export function parameterList(parameters: readonly ExtractedArgument[], name: string, style: TextStyle, depth = 0): string {
  const { lineEnd, indent } = style;
  const written = parameters.map((it) =>
    it.type === undefined ? it.name : `${it.name}: ${it.type.replaceAll("'", style.quote)}`,
  );
  if (written.join(', ').length + name.length + depth * indent.length <= LONGEST_HEAD) return written.join(', ');
  const comma = style.trailingCommas ? ',' : '';
  return `${lineEnd}${indent}${written.join(`,${lineEnd}${indent}`)}${comma}${lineEnd}`;
}

/** A query as what a function gives back, its further lines one level in; undefined where a string goes over lines. */
export function queryBody({ expression, span }: QueryExtraction, style: TextStyle, text: string): string | undefined {
  if (/"""|'''|`[^`]*\n/.test(expression)) return undefined;
  const { lineEnd, indent } = style;
  const base = indentAt(text, span.start);
  const body = expression
    .split(/\r?\n/)
    .map((line, index) => {
      if (index === 0) return line.trimEnd();
      const rest = line.startsWith(base) ? line.slice(base.length) : line.trimStart();
      return rest.trim() === '' ? '' : indent + rest.trimEnd();
    })
    .join(lineEnd);
  if (style.language !== 'python' || !isSplit(body)) return body;
  return `(${lineEnd}${indent}${indent}${body.replaceAll(lineEnd, lineEnd + indent)}${lineEnd}${indent})`;
}

/** Tells whether a Python expression goes over lines outside of any bracket. */
function isSplit(expression: string): boolean {
  let depth = 0;
  for (const char of expression.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, '')) {
    if (/[([{]/.test(char)) depth += 1;
    else if (/[)\]}]/.test(char)) depth -= 1;
    else if (char === '\n' && depth === 0) return true;
  }
  return false;
}

/** A name for where the plain one stands for another query: `findUserForLogin`. */
export function forHandler({ facts }: LiftedCode, name: string, handler: string): string | undefined {
  const own = handler.split('.').at(-1) ?? '';
  if (!/^[A-Za-z]\w+$/.test(own)) return undefined;
  const words = `${name}-for-${own}`;
  return facts.language === 'python' ? snakeCase(words) : camelCase(words);
}
