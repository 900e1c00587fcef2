/** The longest text that is read, in UTF-16 units (2 MB of ASCII): longer files are data or bundles, not written code. */
export const MAX_TEXT_LENGTH = 2_000_000;

/** Syntax below this many levels is left out; real code stays below 150. It bounds what each fact can cost. */
export const MAX_DEPTH = 1_000;

/** Entries of one object and items of one array that are listed; where there are more, the value is open. */
export const MAX_ENTRIES = 200;

/** Objects and arrays inside each other that are listed; what is deeper is opaque. */
export const MAX_VALUE_DEPTH = 8;

/** Parse errors that are kept of one file. */
export const MAX_PARSE_ERRORS = 20;

/** Characters of a type or a condition that are kept. */
export const MAX_SNIPPET = 200;

/** Why a text is not read at all, in words for its user; undefined for a text that is. */
export function refusal(text: string): string | undefined {
  if (text.length > MAX_TEXT_LENGTH) return 'the file is longer than 2 MB and was not read';
  if (text.includes('\0')) return 'the file holds binary data and was not read';
  return undefined;
}
