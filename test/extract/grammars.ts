import { createGrammars, type Grammars } from '#extract/tree-sitter/grammars.ts';
import { readGrammars } from '#host/grammars.ts';

/** The grammars, loaded once for a test file. */
export async function loadGrammars(): Promise<Grammars> {
  return createGrammars(await readGrammars());
}
