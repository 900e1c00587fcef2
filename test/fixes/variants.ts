import type { Sources } from '../sources.ts';

/** A way in which the files of a case may also be written; the fix must give the same, written that way. */
export interface Variant {
  readonly name: string;
  /** Where the files of a case can show it. */
  readonly isShown: (sources: Sources) => boolean;
  readonly of: (sources: Sources) => Sources;
}

export const VARIANTS: readonly Variant[] = [
  { name: 'with CRLF', isShown: () => true, of: (sources) => mapped(sources, (text) => text.replaceAll('\n', '\r\n')) },
  {
    name: 'indented with tabs',
    isShown: (sources) =>
      Object.entries(sources).some(([path, text]) => /\.(?:[cm]?[jt]sx?|py|vue)$/.test(path) && /^ {2,}\w/m.test(text)),
    of: (sources) => mapped(sources, (text, path) => (/\.(?:ya?ml|json|md)$/.test(path) ? text : withTabs(text))),
  },
];

/** Without the line end at the end of the files that the fix changes. Go is left out: gofmt always writes one. */
export function withoutFinalLineEnd(sources: Sources, paths: ReadonlySet<string>): Sources {
  return mapped(sources, (text, path) => (paths.has(path) && !path.endsWith('.go') ? text.replace(/\n$/, '') : text));
}

function mapped(sources: Sources, change: (text: string, path: string) => string): Sources {
  return Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, change(text, path)]));
}

function withTabs(text: string): string {
  const widths = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [/^ */.exec(line)?.[0].length ?? 0]));
  const step = widths.some((it) => it % 4 === 2) ? 2 : 4;
  return text.replace(/^ +/gm, (blanks) => '\t'.repeat(Math.floor(blanks.length / step)) + ' '.repeat(blanks.length % step));
}
