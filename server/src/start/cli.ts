#!/usr/bin/env node
import { SERVER_FLAGS } from '#protocol/server.ts';
import { startAgainWith } from './start-again.ts';

/** A command is over soon: what it keeps need not be looked through on the way. Megabytes. */
const FIRST_LOOK_AT = '--initial-old-space-size=400';

const command = process.argv[2];
startAgainWith(command === 'lsp' ? SERVER_FLAGS : [...SERVER_FLAGS, FIRST_LOOK_AT]);
// What it loads is not needed in a process that becomes another one.
void import('./launch.ts').then(({ launch }) => launch('cli', { readsFolder: command === 'check' }));
