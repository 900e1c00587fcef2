import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';

/** A string as its program sees it, with the parts of an f-string that are filled in; `parts` has one node for each U+FFFC of the text. */
export interface PythonString {
  readonly text: string;
  readonly parts: readonly SyntaxNode[];
}

/** What stands for a part that is filled in. */
export const FILLED_IN = '\uFFFC';

/** Reads a `string` or `concatenated_string`. */
export function readString(text: string, node: SyntaxNode): PythonString {
  if (node.type === 'concatenated_string') {
    const all = node.children.map((child) => readString(text, child));
    return { text: all.map((it) => it.text).join(''), parts: all.flatMap((it) => it.parts) };
  }
  const [opening = '', prefix = '', quote = ''] = OPENING.exec(text.slice(node.start, node.start + 8)) ?? [];
  const isRaw = /r/i.test(prefix);
  const from = node.start + opening.length;
  const closed = text.startsWith(quote, node.end - quote.length) && node.end - quote.length >= from;
  const to = closed ? node.end - quote.length : node.end;
  if (node.children.length === 0) return { text: unescaped(text.slice(from, to), isRaw), parts: [] };
  const isFormat = /[ft]/i.test(prefix);
  let out = '';
  const parts: SyntaxNode[] = [];
  for (const child of node.children) {
    if (child.type === 'interpolation') {
      out += FILLED_IN;
      parts.push(child);
    } else if (child.type === 'string_content') {
      const content = unescaped(text.slice(child.start, child.end), isRaw);
      out += isFormat ? content.replace(/([{}])\1/g, '$1') : content;
    }
  }
  return { text: out, parts };
}

const OPENING = /^([a-z]{0,2})("""|'''|"|')/i;

function unescaped(content: string, isRaw: boolean): string {
  const lines = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  if (isRaw || !lines.includes('\\')) return lines;
  return lines.replace(ESCAPE, (whole, simple: string | undefined, hex: string | undefined, octal: string | undefined) => {
    if (simple !== undefined) return SIMPLE[simple] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex.slice(1), 16) : Number.parseInt(octal ?? '', 8);
    return Number.isNaN(code) || code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences; an escape by name (`\N{…}`) stays as it is written. */
const ESCAPE = /\\(?:([\\'"abfnrtv\n])|(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|([0-7]{1,3}))/g;

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};
