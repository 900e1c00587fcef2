import { Language, Parser } from 'web-tree-sitter';
import { copyTree, type SyntaxTree, type WalkTable } from './syntax-tree.ts';

/** The bytes of the parser and of its grammars, which the host reads from wherever it keeps them. */
export interface GrammarBytes {
  /** `web-tree-sitter.wasm` of the same release as the library: other builds of the runtime lack functions that it calls. */
  readonly runtimeWasm: Uint8Array;
  readonly python: Uint8Array;
  readonly go: Uint8Array;
}

export interface Grammars {
  readonly python: Grammar;
  readonly go: Grammar;
}

/** Parses one language. The parser is reused; nothing of a parse stays in its memory. */
export interface Grammar {
  /** `read` stands in for the text where the grammar has to see something else of the same length. */
  parse(text: string, table: WalkTable, read?: string): SyntaxTree;
}

/** Before any is loaded: a file of such a language has a parse error that says so. */
export const NO_GRAMMARS: Grammars = { python: notLoaded('Python'), go: notLoaded('Go') };

function notLoaded(language: string): Grammar {
  return {
    parse() {
      throw new Error(`the grammar of ${language} is not loaded`);
    },
  };
}

/** Loads the parser and its grammars; about 50 ms. Rejects where the bytes are not those of a grammar that the runtime can use. */
export async function createGrammars(bytes: GrammarBytes): Promise<Grammars> {
  // A name without a folder keeps the library from looking at its own address, which a bundle does not have.
  await Parser.init({ wasmBinary: bytes.runtimeWasm, locateFile: (name: string) => name });
  const [python, go] = await Promise.all([Language.load(bytes.python), Language.load(bytes.go)]);
  return { python: createGrammar(python), go: createGrammar(go) };
}

function createGrammar(language: Language): Grammar {
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    parse(text, table, read = text) {
      const tree = parser.parse(read);
      if (!tree) throw new Error('the parser has no language');
      try {
        return copyTree(text, tree, table);
      } finally {
        tree.delete();
      }
    },
  };
}
