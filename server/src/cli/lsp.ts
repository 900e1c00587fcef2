import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Turns this process into the language server. The server is a program of its own, which lies beside this one or, seen from
 * one of its chunks, a folder above. Never comes back: the server ends the process when the editor says so.
 */
export async function serve(): Promise<never> {
  const entry = ['./server.js', '../server.js']
    .map((it) => new URL(it, import.meta.url))
    .find((it) => existsSync(fileURLToPath(it)));
  if (!entry) throw new Error('the language server is not there: run `npm run build`');
  // The connection of the server reads the command line by itself.
  if (!process.argv.some((it) => /^--(stdio|node-ipc|socket|pipe)\b/.test(it))) process.argv.push('--stdio');
  await import(entry.href);
  return new Promise(() => {
    // Kept open by the connection of the server.
  });
}
