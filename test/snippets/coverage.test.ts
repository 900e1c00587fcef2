import { describe, expect, test } from 'vitest';
import { CASE_KINDS, casesOf } from './behaviour/cases.ts';
import { shippedLibrary } from './library.ts';

// Which snippets a behaviour test runs: the tests themselves need packages and servers, so they are in the slow suite.

const library = shippedLibrary();
const snippets = [...library.snippets.values()];
const cases = CASE_KINDS.flatMap((kind) => casesOf(kind));
const run = new Set(cases.flatMap((it) => it.snippets));
/** What is a program; of everything else `release.test.ts` reads what can be read. */
const PROGRAMS = ['typescript', 'typescriptreact', 'vue', 'html', 'python', 'go', 'sql', 'prisma', 'dotenv'] as const;

describe('behaviour tests', () => {
  test.each(
    library.sections.flatMap((section) =>
      PROGRAMS.map((language) => [section.id, language] as const).filter(([id, name]) =>
        snippets.some((it) => it.section.id === id && it.languages[0] === name),
      ),
    ),
  )('run a snippet of %s in %s', (section, language) => {
    const own = snippets.filter((it) => it.section.id === section && it.languages[0] === language);
    expect(own.filter((it) => run.has(it.id)).length).toBeGreaterThan(0);
  });

  test('name snippets that there are', () => {
    expect([...run].filter((it) => !library.snippets.has(it))).toEqual([]);
    expect(run.size).toBeGreaterThan(200);
  });
});
