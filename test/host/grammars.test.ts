import { expect, it } from 'vitest';
import { extract } from '#extract/extract.ts';
import { createGrammars } from '#extract/tree-sitter/grammars.ts';
import { GrammarsOnDemand, readGrammars } from '#host/grammars.ts';

it('reads grammars that the parser takes', async () => {
  const grammars = await createGrammars(await readGrammars());
  const table = { comments: new Set<string>(), leaves: new Set<string>(), dropped: new Set<string>() };
  expect(grammars.python.parse('x = 1\n', table).root.type).toBe('module');
  expect(grammars.go.parse('package main\n', table).root.type).toBe('source_file');
});

it('loads them for the first file that needs one', async () => {
  const grammars = new GrammarsOnDemand();
  await grammars.load(['src/a.ts', 'notes.txt']);
  expect(['a.ts', 'a.py', 'a.go'].map((it) => grammars.areThereFor(it))).toEqual([true, false, false]);
  const before = extract('a.py', 'a = 1\n', grammars.current);
  expect(before).toMatchObject({ parseErrors: [{ message: expect.stringContaining('the grammar of Python is not loaded') }] });
  await Promise.all([grammars.load(['a.py']), grammars.load(['b.py'])]);
  expect(['a.ts', 'a.py', 'a.go'].map((it) => grammars.areThereFor(it))).toEqual([true, true, true]);
  expect(extract('a.py', 'a = 1\n', grammars.current)).toMatchObject({ parseErrors: [] });
});
