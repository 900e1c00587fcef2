import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Path } from '#base/paths.ts';
import type { ProjectPlan } from '#scaffold/plan.ts';
import { discoverFiles } from './discover-files.ts';
import { isFileError } from './file-error.ts';
import { nodeFileSystem } from './file-system.ts';
import { type AppToInstall, appsOf } from './project-setup.ts';
import { endTrouble, runProcess } from './run-process.ts';

/** Longest time that a formatter may take. */
const formatTimeoutMs = 2 * 60_000;
/** Most files of an app that are kept while its formatter runs; in a larger one it is left to the person. */
const maxKept = 5_000;

export interface FormatRequest {
  readonly plan: ProjectPlan;
  /** Absolute path of the project. */
  readonly folder: string;
  /** The files that may be formatted. */
  readonly paths: readonly Path[];
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: ((text: string) => void) | undefined;
}

/**
 * Runs the formatters of the apps that were written to, where they are installed. A formatter formats its whole app; what it does to files
 * other than `paths` is taken back, since those are not ours to change. Gives a sentence for each that could not run.
 */
export async function formatWritten(request: FormatRequest): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const app of appsOf(request.plan)) {
    if (!request.paths.some((it) => it.startsWith(`${app.path}/`))) continue;
    const trouble = app.format === undefined ? undefined : await formatApp(app, app.format, request);
    if (trouble !== undefined) notes.push(trouble);
  }
  return notes;
}

async function formatApp(app: AppToInstall, words: readonly string[], request: FormatRequest): Promise<string | undefined> {
  const { folder, paths, environment, onOutput } = request;
  const byHand = `run \`${words.join(' ')}\` in ${app.path}/ to format the new code`;
  const kinds = await Promise.all(app.folders.map((it) => nodeFileSystem.kindOf(join(folder, it))));
  if (kinds.includes('missing')) return `The packages of ${app.path}/ are not installed: install them, and ${byHand}.`;
  const others = await keepOthers(join(folder, app.path), new Set(paths.map((it) => join(folder, it))));
  if (others === undefined) return `${app.path}/ has more than ${maxKept} files: ${byHand}.`;
  const { end, output } = await runProcess(
    { words, folder: join(folder, app.path), environment },
    { timeoutMs: formatTimeoutMs },
  );
  onOutput?.(output);
  for (const [file, before] of others) {
    const after = await bytesOf(file);
    if (after !== undefined && !after.equals(before)) await writeFile(file, before);
  }
  // A formatter that is also a linter fails on findings after it has formatted; the checks of the project tell about those.
  return end.kind === 'exited' ? undefined : `The formatter did not run (${endTrouble(end) ?? end.kind}): ${byHand}.`;
}

/** The bytes of the files below a folder that are not ours; undefined where there are too many. */
async function keepOthers(folder: string, ours: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer> | undefined> {
  const { files } = await discoverFiles(folder, { isWanted: () => true });
  if (files.length > maxKept) return undefined;
  const kept = new Map<string, Buffer>();
  for (const { path } of files) {
    const file = join(folder, path);
    const bytes = ours.has(file) ? undefined : await bytesOf(file);
    if (bytes !== undefined) kept.set(file, bytes);
  }
  return kept;
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}
