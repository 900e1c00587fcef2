import { expect, it } from 'vitest';
import { createGrammars } from '#extract/tree-sitter/grammars.ts';
import { readGrammars } from '#host/grammars.ts';

it('reads grammars that the parser takes', async () => {
  const grammars = await createGrammars(await readGrammars());
  const table = { comments: new Set<string>(), leaves: new Set<string>(), dropped: new Set<string>() };
  expect(grammars.python.parse('x = 1\n', table).root.type).toBe('module');
  expect(grammars.go.parse('package main\n', table).root.type).toBe('source_file');
});
