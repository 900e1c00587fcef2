// Every rule survives what people see while they type: the examples of the pages, cut off and mutilated.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRulePage } from '#rules/rule-page.ts';
import { RULES } from '#rules/rules.generated.ts';
import { projectOf, type Sources } from '../sources.ts';

/** A generator of numbers from 0 to 1 that gives the same ones each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The text as it is while somebody types or deletes. */
function halfTyped(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const length = Math.floor(random() * 12);
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return `${text.slice(0, at)}${['(', '{', '.', '"', '`${', ': ', '@', 'async '][Math.floor(random() * 8)]}${text.slice(at)}`;
    default:
      return text
        .split('\n')
        .toSpliced(Math.floor(random() * 6), 2)
        .join('\n');
  }
}

describe.each(RULES.map((it) => it.id))('%s', (id) => {
  const page = parseRulePage(readFileSync(new URL(`../../server/src/rules/${id}.md`, import.meta.url), 'utf8'));
  const examples: Sources[] = page.examples.map((it) => Object.fromEntries(it.files.map(({ path, text }) => [path, text])));

  it('survives half-typed code', { timeout: 60_000 }, async () => {
    const random = numbers(id.length * 7919 + id.charCodeAt(id.length - 1));
    for (const sources of examples) {
      const { project, edit, crashes } = await projectOf(sources);
      project.check();
      for (let round = 0; round < 6; round += 1) {
        const [path = '', text = ''] = Object.entries(sources)[round % Object.keys(sources).length] ?? [];
        edit({ [path]: halfTyped(text, random) });
        project.check();
      }
      expect(crashes).toEqual([]);
    }
  });
});
