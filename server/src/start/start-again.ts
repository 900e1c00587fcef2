/** V8 takes flags of its memory only when a process starts, so this one becomes another of the same number; it takes as long as an empty start. */
export function startAgainWith(flags: readonly string[]): void {
  // Windows cannot; and a channel to the process above would be lost.
  if (process.execve === undefined || process.platform === 'win32' || process.send !== undefined) return;
  if (flags.every((it) => process.execArgv.includes(it))) return;
  process.execve(process.execPath, [process.execPath, ...flags, ...process.execArgv, ...process.argv.slice(1)], process.env);
}
