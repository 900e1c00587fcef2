/**
 * What is wrong with the spelling of a name that becomes identifiers, file names, table names and URLs: undefined when it is
 * written in ASCII letters, digits, `_`, `-` or spaces, starts with a letter and has at most `maxLength` characters.
 */
export function nameTrouble(given: string, what: string, maxLength: number): string | undefined {
  if (given.trim() === '') return `the ${what} is empty`;
  if (/\.\.|[/\\]/.test(given)) return `the ${what} '${shown(given)}' contains a path; write a plain word`;
  const foreign = [...given].find((it) => !/[\x20-\x7e]/.test(it));
  if (foreign !== undefined) return `the ${what} '${shown(given)}' contains ${describe(foreign)}; use the letters a to z`;
  if (given !== given.trim()) return `the ${what} '${given}' starts or ends with a space`;
  const wrong = [...given].find((it) => !/[A-Za-z0-9_\- ]/.test(it));
  if (wrong !== undefined) return `the ${what} '${given}' contains '${wrong}'; use letters, digits, _ and -`;
  if (!/^[A-Za-z]/.test(given)) return `the ${what} '${given}' must start with a letter`;
  if (given.length > maxLength)
    return `the ${what} '${given.slice(0, 20)}…' has ${given.length} characters, at most ${maxLength} fit`;
  return undefined;
}

/** A text that is safe to print: what cannot be seen is written as its code point. */
function shown(text: string): string {
  return [...text.slice(0, 80)].map((it) => (isVisible(it) ? it : `\\u{${codePoint(it)}}`)).join('');
}

function describe(character: string): string {
  const name = `U+${codePoint(character).padStart(4, '0')}`;
  return isVisible(character) ? `'${character}' (${name})` : `the invisible character ${name}`;
}

function isVisible(character: string): boolean {
  return !/[\p{C}\p{Z}\p{M}]/u.test(character) || character === ' ';
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
