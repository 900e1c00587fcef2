import type { Path } from '#base/paths.ts';
import { readDirectives } from '#extract/directives.ts';
import type { IgnoreFileFacts } from '#facts/manifest-facts.ts';
import { commentFrom, textLines } from './text-lines.ts';

/** Reads a `.gitignore` or `.dockerignore`: patterns as written, without the spaces at the end that git drops. */
export function extractIgnoreFile(path: Path, text: string): IgnoreFileFacts {
  const lines = textLines(text);
  return {
    kind: 'ignore-file',
    path,
    patterns: lines.flatMap((line) => {
      if (line.text.startsWith('#')) return [];
      const pattern = line.text.replace(/(?<!\\)\s+$/, '');
      return pattern === '' ? [] : [{ pattern, span: { start: line.start, end: line.start + pattern.length } }];
    }),
    parseErrors: [],
    directives: readDirectives(lines.filter((line) => line.text.startsWith('#')).map((line) => commentFrom(line, 0))),
  };
}
