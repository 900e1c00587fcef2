import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { snippetsPage } from '../../scripts/snippet-docs.ts';
import { shippedLibrary } from '../snippets/library.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const library = shippedLibrary();
const page = snippetsPage(root);

test('every snippet is linked once, to the line of its text', () => {
  const linked = [...page.matchAll(/\]\(\.\.\/(snippets\/[\w.-]+)#L(\d+)\)/g)].map(([, path = '', line = '']) => {
    const text = readFileSync(`${root}/${path}`, 'utf8').split('\n')[Number(line) - 1] ?? '';
    return /^ {2}"([\w-]+)": \{$/.exec(text)?.[1];
  });
  expect(linked.sort()).toEqual([...library.snippets.keys()].sort());
});

test('every section has a heading, and every pattern a row of as many cells as its table has columns', () => {
  for (const { number, title } of library.sections)
    expect(page).toContain(number === 0 ? `## ${title}\n` : `## ${number} ${title}\n`);
  for (const { title } of library.patterns.values()) expect(page).toContain(`| **${title}**: `);
  for (const table of page.split('\n\n').filter((it) => it.startsWith('|'))) {
    const widths = table
      .trim()
      .split('\n')
      .map((it) => it.split('|').length);
    expect(new Set(widths).size).toBe(1);
  }
});
