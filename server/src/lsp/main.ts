import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '#host/version.ts';
import { startServer } from './server.ts';

// The transport is what the command line says: `--stdio`, `--node-ipc`, `--socket=PORT`.
startServer(createConnection(ProposedFeatures.all), version);
