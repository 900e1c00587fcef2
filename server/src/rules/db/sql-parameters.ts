import type { CodeLanguage } from '#facts/code-facts.ts';
import { positionOf } from './sql-position.ts';

/** How a driver writes the n-th parameter, n from 1. */
export type Placeholder = (n: number, name: string) => string;

export interface ParameterizedSql {
  /** The SQL with placeholders. */
  readonly text: string;
  readonly values: readonly { readonly name: string; readonly expression: string }[];
}

const FILLED_IN = '\uFFFC';

/**
 * SQL with parts as SQL with parameters; quotes around a part go, and what stands inside of them with it goes to its value. Undefined where a part
 * is no single value: a name, a condition, a list.
 * @param parts the expressions of the parts as written
 */
export function parameterized(
  text: string,
  parts: readonly string[],
  placeholder: Placeholder,
  language: CodeLanguage,
): ParameterizedSql | undefined {
  if (text.split(FILLED_IN).length !== parts.length + 1 || text.includes('\\')) return undefined;
  const values: { name: string; expression: string }[] = [];
  let out = '';
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const here = text.indexOf(FILLED_IN, at);
    if (here < 0 || !/^(value|bare-value|count)$/.test(positionOf(text, index)) || /\bjoin\b|^\s*\*|\n/i.test(part))
      return undefined;
    const isQuoted = (text.slice(0, here).split("'").length - 1) % 2 === 1;
    const name = nameOf(part, values.length + 1);
    if (values.some((it) => it.name === name && it.expression !== part)) return undefined;
    const mark = placeholder(values.length + 1, name);
    if (!isQuoted) {
      out += text.slice(at, here) + mark;
      at = here + 1;
      values.push({ name, expression: part });
      continue;
    }
    const from = text.lastIndexOf("'", here);
    const to = text.indexOf("'", here);
    const around = text.slice(from + 1, here) + text.slice(here + 1, to);
    if (from < at || to < 0 || /["`\\{}$\uFFFC]/.test(around)) return undefined;
    out += text.slice(at, from) + mark;
    at = to + 1;
    values.push({ name, expression: inPattern(text.slice(from + 1, here), part, text.slice(here + 1, to), language) });
  }
  return { text: out + text.slice(at), values };
}

/** `%${name}%` for a part with something around it. */
function inPattern(before: string, part: string, after: string, language: CodeLanguage): string {
  if (before === '' && after === '') return part;
  if (language === 'go') return [before && `"${before}"`, part, after && `"${after}"`].filter(Boolean).join('+');
  if (language === 'python') return `f"${before}{${part.replaceAll('"', "'")}}${after}"`;
  return `\`${before}\${${part}}${after}\``;
}

function nameOf(part: string, n: number): string {
  const last = /(?:^|\.)([A-Za-z_]\w*)$/.exec(part.trim())?.[1] ?? /\[\s*["'](\w+)["']\s*\]$/.exec(part.trim())?.[1];
  return last ?? `value${n}`;
}
