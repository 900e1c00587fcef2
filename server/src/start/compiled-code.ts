import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import zlib from 'node:zlib';

/** What V8 has made of a program's text in an earlier run. */
export interface CompiledCode {
  readonly bytes: Buffer;
  /** Milliseconds of processor time that the run took which it is from: the more, the more functions are in it. */
  readonly effort: number;
}

/** Both numbers before the bytes: the effort, and a checksum over what follows, because V8 checks only that the length is right. */
const HEADER = 16;
const ENDING = '.v8';
const KEPT_FOR_DAYS = 30;
const DAY = 86_400_000;

/**
 * The folder where Node keeps compiled code, which only this person can write to; what lies in it is executed. Undefined where Node cannot or
 * is not to keep any: before version 22, without a folder for caches, with `NODE_DISABLE_COMPILE_CACHE`.
 */
export function codeFolder(environment: NodeJS.ProcessEnv): string | undefined {
  const folder = cacheFolder(environment);
  // Both are there from Node 22 on.
  if (folder === undefined || module.enableCompileCache === undefined || zlib.crc32 === undefined) return undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // A home that cannot be written to: everything works, and each start compiles.
    return undefined;
  }
  module.enableCompileCache(folder);
  return module.getCompileCacheDir();
}

/** `XDG_CACHE_HOME`, on Windows `LOCALAPPDATA`, else `~/.cache`. */
function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: NodeJS.ProcessEnv): string | undefined {
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
  return caches ? join(caches, 'tiebeam', 'code') : undefined;
}

/** The file for what is compiled of a text, by the digest that the build has made of it. */
export function codeFile(folder: string, digest: string): string {
  return join(folder, `${digest}${ENDING}`);
}

/** What an earlier run has left; undefined where there is nothing, or nothing whole. */
export function readCode(file: string): CompiledCode | undefined {
  try {
    const content = readFileSync(file);
    const bytes = content.subarray(HEADER);
    const isWhole = content.length > HEADER && content.readDoubleLE(8) === zlib.crc32(bytes);
    return isWhole ? { bytes, effort: content.readDoubleLE(0) } : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves compiled code for later runs, and takes away what no run has left for a month. A disk that takes nothing costs a later start some time. */
export function writeCode(file: string, { bytes, effort }: CompiledCode): void {
  const content = Buffer.allocUnsafe(HEADER + bytes.length);
  content.writeDoubleLE(effort, 0);
  content.writeDoubleLE(zlib.crc32(bytes), 8);
  bytes.copy(content, HEADER);
  const unfinished = `${file}.${process.pid}`;
  try {
    // Another process sees the old file or the new one, never half of it.
    writeFileSync(unfinished, content, { mode: 0o600 });
    renameSync(unfinished, file);
    removeOld(join(file, '..'));
  } catch {
    rmSync(unfinished, { force: true });
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((it) => it.includes(ENDING))) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > KEPT_FOR_DAYS * DAY) rmSync(file, { force: true });
  }
}
