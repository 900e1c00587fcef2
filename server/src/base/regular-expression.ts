/** The source of a regular expression that matches this text and nothing else. Holds inside and outside of a class of characters. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
