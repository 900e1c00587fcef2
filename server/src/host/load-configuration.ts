import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { failure, type Result, success } from '#base/result.ts';
import { type Configuration, defaultConfiguration, type KnownRules, parseConfiguration } from '#decisions/configuration.ts';
import type { ConfigurationProblem } from '#decisions/configuration-problem.ts';
import { isFileError } from './file-error.ts';
import { readSource } from './read-source.ts';

export const CONFIGURATION_FILE = 'tiebeam.json';

export interface LoadedConfiguration {
  /** The absolute path of the file; undefined where there is none and the defaults hold. */
  readonly file: string | undefined;
  /** What was read; '' where there is no file or it cannot be read. */
  readonly text: string;
  readonly result: Result<Configuration, ConfigurationProblem>;
}

/** Loads the `tiebeam.json` that holds in a folder: its own, else the nearest one above, see `findConfiguration`. */
export async function loadConfiguration(folder: string, known: KnownRules): Promise<LoadedConfiguration> {
  const file = await findConfiguration(folder);
  if (file === undefined) return { file, text: '', result: success(defaultConfiguration) };
  const source = await readSource(file);
  if (source.kind === 'text') return { file, text: source.text, result: parseConfiguration(source.text, known) };
  if (source.kind === 'missing') return { file: undefined, text: '', result: success(defaultConfiguration) };
  const reason = source.kind === 'binary' ? 'it is not a text' : source.code;
  return {
    file,
    text: '',
    result: failure({ path: [], message: `The file cannot be read: ${reason}`, span: { start: 0, end: 0 } }),
  };
}

/**
 * The absolute path of the nearest `tiebeam.json` in a folder or above it; undefined where there is none. The search ends at the top
 * of the repository and never reaches the home folder, unless it starts there.
 */
export async function findConfiguration(folder: string): Promise<string | undefined> {
  const start = resolve(folder);
  for (let at = start; ; ) {
    const names = await namesIn(at);
    if (names.has(CONFIGURATION_FILE)) return join(at, CONFIGURATION_FILE);
    const parent = dirname(at);
    if (names.has('.git') || parent === at || parent === homedir()) return undefined;
    at = parent;
  }
}

/** A folder that cannot be listed, or is a file, holds nothing. */
async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    if (isFileError(error)) return new Set();
    throw error;
  }
}
