import { type FixObstacle, isObstacle } from '#fixes/obstacle.ts';
import type { CheckedServer, LibraryCheck } from './checked-server.ts';
import { echoJwtCheck } from './echo-jwt-check.ts';
import { fastifyJwtCheck } from './fastify-jwt-check.ts';
import { flaskJwtCheck } from './flask-jwt-check.ts';
import { ginJwtCheck } from './gin-jwt-check.ts';
import type { ServerPiece } from './server-piece.ts';
import { simpleJwtCheck } from './simplejwt-check.ts';

/** By the package or module that they are imported from; those that are seen as a read of the header are not among them. */
const LIBRARIES: readonly (readonly [RegExp, LibraryCheck])[] = [
  [/^(?:@fastify\/jwt|fastify-jwt)$/, fastifyJwtCheck],
  [/^github\.com\/labstack\/echo-jwt(?:\/v\d+)?$/, echoJwtCheck],
  [/^github\.com\/appleboy\/gin-jwt(?:\/v\d+)?$/, ginJwtCheck],
  [/^flask_jwt_extended\b/, flaskJwtCheck],
  [/^rest_framework(?:_simplejwt)?\b/, simpleJwtCheck],
];

/** What becomes of a server whose checks are in libraries. */
export function libraryChecks(server: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const pieces: ServerPiece[] = [];
  for (const [module, check] of LIBRARIES) {
    const isImported = server.files.some((it) => it.facts.imports.some((one) => module.test(one.module)));
    if (!isImported && ![...server.unit.dependencies].some((it) => module.test(it))) continue;
    const made = check(server);
    if (isObstacle(made)) return made;
    pieces.push(...made);
  }
  return pieces;
}
