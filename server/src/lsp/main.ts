import { constants } from 'node:os';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '#host/version.ts';
import { startServer } from './server.ts';

/** The language server as a program. The transport is what the command line says: `--stdio`, `--node-ipc`, `--socket=PORT`. */
export function main(): void {
  startServer(createConnection(ProposedFeatures.all), version);
  // Without a listener a signal ends Node at once, and what a verification has started would go on alone.
  for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    process.once(name, () => process.exit(128 + constants.signals[name]));
}
