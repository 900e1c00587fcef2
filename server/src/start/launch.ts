import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { codeFile, codeFolder, readCode, writeCode } from './compiled-code.ts';
import type { Programs } from './programs.ts';

/** All programs are one text, a function like that which Node makes of a module. What one of them has compiled serves the others too. */
const TEXT = fileURLToPath(new URL('./program.cjs', import.meta.url));
/** Of the text, made by the build: at each start it would take some milliseconds. */
const DIGEST = fileURLToPath(new URL('./program.digest', import.meta.url));

/** What a program is started with. */
interface Needs {
  /** Whether it looks through a folder as soon as it is loaded. */
  readonly readsFolder?: boolean;
}

/**
 * Runs one of the programs that ship, with the functions that an earlier run has compiled. Node's own cache keeps what is compiled while a module
 * loads, a small part; the rest is compiled when it is first called, which is a tenth of the time of a whole check.
 */
export async function launch(name: keyof Programs, { readsFolder = false }: Needs = {}): Promise<void> {
  const reader = readsFolder ? startReader() : undefined;
  // V8 throws away what has not run for a while, and what a start needs would be missing in the code that a long run leaves.
  setFlagsFromString('--no-flush-bytecode');
  const loaded: { exports: { programs?: Programs } } = { exports: {} };
  compiled().runInThisContext()(loaded.exports, createRequire(TEXT), loaded, TEXT, dirname(TEXT));
  await loaded.exports.programs?.[name](reader);
}

/** A thread that finds and reads files, for which the first one has no time until the program is loaded. */
function startReader(): Worker {
  const reader = new Worker(new URL('./reader.js', import.meta.url), { execArgv: [], resourceLimits: YOUNG });
  reader.unref();
  // What it cannot do is done without it.
  reader.on('error', () => undefined);
  return reader;
}

/** It makes few objects, and the flags of this process would give it as much room as the others need. Megabytes. */
const YOUNG = { maxYoungGenerationSizeMb: 8 };

/** The text as a script. Apart from what waits for the program, so that the bytes on the way to it do not stay as long as that runs. */
function compiled(): Script {
  const text = readFileSync(TEXT);
  const folder = codeFolder(process.env);
  const file = folder === undefined ? undefined : codeFile(folder, readFileSync(DIGEST, 'latin1'));
  const kept = file === undefined ? undefined : readCode(file);
  // The build leaves nothing outside of ASCII in it, so that it need not be decoded.
  const script = new Script(text.toString('latin1'), { filename: TEXT, ...(kept ? { cachedData: kept.bytes } : {}) });
  if (file !== undefined) leaveCodeAtExit(script, file, kept && !script.cachedDataRejected ? kept.effort : 0);
  return script;
}

/** Leaves this run's code where it has done twice as much as the one whose code is kept. */
function leaveCodeAtExit(script: Script, file: string, keptEffort: number): void {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    const effort = (user + system) / 1000;
    if (effort > 2 * keptEffort) writeCode(file, { bytes: script.createCachedData(), effort });
  });
}
