import type { Serve } from './program.ts';

/** Turns this process into the language server. Never comes back: the server ends the process when the editor says so. */
export async function becomeServer(serve: Serve): Promise<never> {
  // The connection of the server reads the command line by itself.
  if (!process.argv.some((it) => /^--(stdio|node-ipc|socket|pipe)\b/.test(it))) process.argv.push('--stdio');
  await serve();
  return new Promise(() => {
    // Kept open by the connection of the server.
  });
}
