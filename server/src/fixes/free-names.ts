import type { Span } from '#base/span.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';

/** A name in an expression that something outside of it gives a meaning, with the members read from it. */
export interface NameUse {
  readonly head: string;
  /** The members that are read right behind it: `params.id` for `req.params.id`. */
  readonly members: readonly string[];
  /** The name with its members. */
  readonly span: Span;
  /** True where it is the entry of an object that has the name of its value: `{ email }`. */
  readonly isShorthand: boolean;
  /** `email` for the value of `email:` or `email=`. */
  readonly key?: { readonly name: string; readonly span: Span };
}

/**
 * The names that an expression reads, in order; keys, members and what strings hold are none. Undefined where a name may stand in a place that
 * cannot be read for certain: a string with parts, a function, a comprehension, a type.
 */
export function namesIn(text: string, { start, end }: Span, language: CodeLanguage): readonly NameUse[] | undefined {
  const isScript = language === 'typescript' || language === 'javascript';
  const token =
    language === 'python'
      ? /[rRbBuU]{0,2}("""|''')[\s\S]*?\1|([fF][rR]?|[rR][fF])["']|[rRbBuU]{0,2}"(?:[^"\\\n]|\\.)*"|[rRbBuU]{0,2}'(?:[^'\\\n]|\\.)*'|#[^\n]*|[A-Za-z_]\w*|\d[\w.]*|[^\s]/y
      : /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`[^`]*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|=>|\.\.\.|[A-Za-z_$][\w$]*|\d[\w.]*|[^\s]/y;
  const uses: NameUse[] = [];
  const open: string[] = [];
  let before = '';
  let key: NameUse['key'];
  let at = start;
  const next = (from: number): string => /^\s*([^\s]{0,2})/.exec(text.slice(from, Math.min(end, from + 200)))?.[1] ?? '';
  while (at < end) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) {
      at += 1;
      continue;
    }
    const word = match[0];
    at = match.index + word.length;
    if (/^(?:\/\/|\/\*|#)/.test(word) && !(language !== 'python' && word === '#')) continue;
    if (word === '=>' || match[2] !== undefined || (word.startsWith('`') && isScript && word.includes('${'))) return undefined;
    if (/^[([{]$/.test(word)) open.push(word);
    else if (/^[)\]}]$/.test(word)) open.pop();
    if (!/^[A-Za-z_$]/.test(word) || /["'`]/.test(word)) {
      if (word !== ':' && word !== '=') key = undefined;
      before = word;
      continue;
    }
    if (UNREADABLE[isScript ? 'script' : language].has(word)) return undefined;
    const span = { start: match.index, end: at };
    if (before === '.' || RESERVED.has(word)) {
      before = word;
      continue;
    }
    const follows = next(at);
    const inside = open.at(-1);
    const isKey =
      language === 'python'
        ? inside === '(' && /^=(?!=)/.test(follows) && (before === '(' || before === ',')
        : inside === '{' && follows.startsWith(':') && (before === '{' || before === ',');
    if (isKey) {
      key = { name: word, span };
      before = word;
      continue;
    }
    const chain = /^(?:\s*(?:\?\.|!?\.)\s*[A-Za-z_$][\w$]*)*/.exec(text.slice(at, end))?.[0] ?? '';
    const members = [...chain.matchAll(/[A-Za-z_$][\w$]*/g)].map((it) => it[0]);
    const isShorthand = isScript && inside === '{' && (before === '{' || before === ',') && /^[,}]/.test(follows) && chain === '';
    at += chain.length;
    uses.push({
      head: word,
      members,
      span: { start: span.start, end: at },
      isShorthand,
      ...(key && (before === ':' || before === '=') && { key }),
    });
    key = undefined;
    before = word;
  }
  return uses;
}

const RESERVED = new Set(
  'await new typeof void not and or is in true false null undefined None True False nil instanceof delete'.split(' '),
);

/** Words behind which names have a meaning of their own. */
const UNREADABLE = {
  script: new Set(['function', 'async', 'class', 'as', 'satisfies', 'yield', 'await', 'super']),
  python: new Set(['lambda', 'for', 'yield', 'await', 'async', 'super']),
  go: new Set(['func', 'struct', 'interface', 'map', 'chan']),
} as const;
