import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Access } from '../features/auth/access.ts';
import type { ZodTypeProvider } from '../http/zod-validation.ts';
import { changesSince } from './changes.ts';
import type { EventLog } from './event-log.ts';

// Given twice, it becomes a position that nobody knows.
const ChangeQuery = z.object({ since: z.coerce.string().optional() });

interface Dependencies {
  readonly access: Access;
  readonly eventLog: EventLog;
}

export async function changeRoutes(app: FastifyInstance, { access, eventLog }: Dependencies) {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get('/', { onRequest: access.authenticate, schema: { querystring: ChangeQuery } }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return changesSince(eventLog, request.query.since);
  });
}
