import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GrammarBytes } from '#extract/tree-sitter/grammars.ts';
import { isFileError } from './file-error.ts';

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
