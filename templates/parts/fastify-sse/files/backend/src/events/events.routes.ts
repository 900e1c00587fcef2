import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Access, signedInUser } from '../features/auth/access.ts';
import { type EventStream, eventStreamHeaders } from './event-stream.ts';

interface Dependencies {
  readonly access: Access;
  readonly eventStream: EventStream;
}

export async function eventRoutes(app: FastifyInstance, { access, eventStream }: Dependencies) {
  app.get('/', { onRequest: access.authenticate, exposeHeadRoute: false }, (request, reply) => {
    const client = new PassThrough();
    eventStream.connect(client, {
      lastEventId: request.headers['last-event-id']?.toString(),
      endsAt: signedInUser(request).endsAt,
      isSignedIn: () => access.isSignedIn(request),
    });
    return reply.headers(eventStreamHeaders).send(client);
  });
}
