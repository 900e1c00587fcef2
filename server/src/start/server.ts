import { SERVER_FLAGS } from '#protocol/server.ts';
import { launch } from './launch.ts';

await launch('server', SERVER_FLAGS);
