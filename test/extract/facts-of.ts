import { extractGo } from '#extract/go/extract-go.ts';
import { extractPython } from '#extract/python/extract-python.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { loadGrammars } from './grammars.ts';
import { type FactGroup, factLines } from './print-facts.ts';

const grammars = await loadGrammars();

export type TextLanguage = 'python' | 'go';

/** The facts of a text. */
export function factsOf(language: TextLanguage, source: string, path?: string): CodeFacts {
  return language === 'python'
    ? extractPython(path ?? 'orders.py', source, grammars)
    : extractGo(path ?? 'orders.go', source, grammars);
}

/** The lines of one group of facts of a text, as `print-facts.ts` prints them. */
export function linesOf(language: TextLanguage, group: FactGroup, source: string, path?: string): readonly string[] {
  return factLines(factsOf(language, source, path), source)[group];
}

/** A text without the indentation that all its lines share, and without its first line break. */
export function code(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw(strings, ...values).replace(/^\n/, '');
  const indents = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0]));
  const least = Math.min(...indents);
  return text
    .split('\n')
    .map((line) => line.slice(least))
    .join('\n')
    .replace(/\n[ \t]*$/, '\n');
}
