import { SERVER_FLAGS } from '#protocol/server.ts';
import { startAgainWith } from './start-again.ts';

startAgainWith(SERVER_FLAGS);
void import('./launch.ts').then(({ launch }) => launch('server'));
