import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { codeFile, codeFolder, readCode, writeCode } from './compiled-code.ts';
import type { Programs } from './programs.ts';

/** All programs are one text, a function like that which Node makes of a module. What one of them has compiled serves the others too. */
const TEXT = fileURLToPath(new URL('./program.cjs', import.meta.url));

/**
 * Runs one of the programs that ship, with the functions that an earlier run has compiled. Node's own cache keeps what is compiled while a module
 * loads, a small part; the rest is compiled when it is first called, which is a tenth of the time of a whole check.
 */
export async function launch(name: keyof Programs, flags: readonly string[]): Promise<void> {
  startAgainWith(flags);
  // V8 throws away what has not run for a while, and what a start needs would be missing in the code that a long run leaves.
  setFlagsFromString('--no-flush-bytecode');
  const loaded: { exports: { programs?: Programs } } = { exports: {} };
  compiled().runInThisContext()(loaded.exports, createRequire(TEXT), loaded, TEXT, dirname(TEXT));
  await loaded.exports.programs?.[name]();
}

/** The text as a script. Apart from what waits for the program, so that the bytes on the way to it do not stay as long as that runs. */
function compiled(): Script {
  const text = readFileSync(TEXT);
  const folder = codeFolder(process.env);
  const file = folder === undefined ? undefined : codeFile(folder, text);
  const kept = file === undefined ? undefined : readCode(file);
  // The build leaves nothing outside of ASCII in it, so that it need not be decoded.
  const script = new Script(text.toString('latin1'), { filename: TEXT, ...(kept ? { cachedData: kept.bytes } : {}) });
  if (file !== undefined) leaveCodeAtExit(script, file, kept && !script.cachedDataRejected ? kept.effort : 0);
  return script;
}

/** V8 takes flags of its memory only when a process starts, so this one becomes another of the same number; it takes as long as an empty start. */
function startAgainWith(flags: readonly string[]): void {
  // Windows cannot; and a channel to the process above would be lost.
  if (process.execve === undefined || process.platform === 'win32' || process.send !== undefined) return;
  if (flags.every((it) => process.execArgv.includes(it))) return;
  process.execve(process.execPath, [process.execPath, ...flags, ...process.execArgv, ...process.argv.slice(1)], process.env);
}

/** Leaves this run's code where it has done twice as much as the one whose code is kept. */
function leaveCodeAtExit(script: Script, file: string, keptEffort: number): void {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    const effort = (user + system) / 1000;
    if (effort > 2 * keptEffort) writeCode(file, { bytes: script.createCachedData(), effort });
  });
}
