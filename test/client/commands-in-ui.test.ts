// A command that no test of the real workbench reaches may be broken for everybody, and nobody would know.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (...names: string[]): string => readFileSync(path.join(root, ...names), 'utf8');

const { contributes } = z
  .object({ contributes: z.object({ commands: z.array(z.object({ command: z.string(), title: z.string() })) }) })
  .parse(JSON.parse(read('package.json')));
const titles = z.record(z.string(), z.string()).parse(JSON.parse(read('package.nls.json')));

const UI = 'test/vscode/ui';
const sources = readdirSync(path.join(root, UI))
  .filter((it) => it.endsWith('.test.ts'))
  .map((it) => read(UI, it));

/** True where a test names the title of a command, with its category or, for buttons and menus, without. */
const isReached = (title: string): boolean =>
  sources.some((it) => it.includes(`'Tiebeam: ${title}'`) || it.includes(`'${title}'`));

describe('the tests of the real workbench', () => {
  test.each(contributes.commands)('reach $command', ({ title }) => {
    const words = titles[title.replaceAll('%', '')];
    expect(words).toBeDefined();
    expect(isReached(words ?? '')).toBe(true);
  });

  test('would miss a command that stands in none of them', () => {
    expect(isReached('Fold the Map of Yesterday')).toBe(false);
  });
});
