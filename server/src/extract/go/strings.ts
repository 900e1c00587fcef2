/** A string literal as its program sees it. */
export function readString(literal: string): string {
  if (literal.startsWith('`'))
    return literal.slice(1, literal.endsWith('`') && literal.length > 1 ? -1 : undefined).replaceAll('\r', '');
  const content = literal.slice(1, literal.length > 1 && literal.endsWith('"') ? -1 : undefined);
  if (!content.includes('\\')) return content;
  return content.replace(ESCAPE, (whole, simple: string | undefined, hex: string | undefined, octal: string | undefined) => {
    if (simple !== undefined) return SIMPLE[simple] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex.slice(1), 16) : Number.parseInt(octal ?? '', 8);
    return Number.isNaN(code) || code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** https://go.dev/ref/spec#Rune_literals */
const ESCAPE = /\\(?:([\\'"abfnrtv])|(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|([0-7]{3}))/g;

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
};
