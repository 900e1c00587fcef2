import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Path } from '#base/paths.ts';
import { fileKindOf } from '#extract/file-kind.ts';
import { createGrammars, type GrammarBytes, type Grammars, NO_GRAMMARS } from '#extract/tree-sitter/grammars.ts';
import { isFileError } from './file-error.ts';

/** The grammars of one folder, which are loaded for the first file that needs them: many folders have none. */
export class GrammarsOnDemand {
  #current = NO_GRAMMARS;
  #loading: Promise<void> | undefined;
  #isOver = false;

  get current(): Grammars {
    return this.#current;
  }

  /** Tells whether a file can be parsed now, as far as grammars go; also where they turned out to be missing, which the file's facts then say. */
  areThereFor(path: Path): boolean {
    return this.#isOver || !needsGrammar(path);
  }

  /** Loads what these files need. Rejects where it is missing, which only a broken installation can cause. */
  async load(paths: Iterable<Path>): Promise<void> {
    if (this.#isOver || ![...paths].some(needsGrammar)) return;
    this.#loading ??= readGrammars()
      .then(createGrammars)
      .then((grammars) => {
        this.#current = grammars;
      })
      .finally(() => {
        this.#isOver = true;
      });
    await this.#loading;
  }
}

function needsGrammar(path: Path): boolean {
  const kind = fileKindOf(path);
  return kind === 'python' || kind === 'go';
}

/** Reads the parser of tree-sitter and its grammars. Rejects where one of them is missing, which only a broken installation can cause. */
export async function readGrammars(): Promise<GrammarBytes> {
  const [runtimeWasm, python, go] = await Promise.all([
    readGrammar('web-tree-sitter/web-tree-sitter.wasm'),
    readGrammar('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
    readGrammar('@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm'),
  ]);
  return { runtimeWasm, python, go };
}

/** A bundle has them in `grammars/` beside itself; a source tree has the packages. */
async function readGrammar(packagePath: string): Promise<Uint8Array> {
  const bytes = await readOptional(fileURLToPath(new URL(`./grammars/${basename(packagePath)}`, import.meta.url)));
  return bytes ?? readFile(createRequire(import.meta.url).resolve(packagePath));
}

async function readOptional(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isFileError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
