#!/usr/bin/env node
import { SERVER_FLAGS } from '#protocol/server.ts';
import { launch } from './launch.ts';

/** A command is over soon: what it keeps need not be looked through on the way. Megabytes. */
const FIRST_LOOK_AT = '--initial-old-space-size=400';

await launch('cli', process.argv[2] === 'lsp' ? SERVER_FLAGS : [...SERVER_FLAGS, FIRST_LOOK_AT]);
