import { Router } from 'express';
import { type Access, signedInUser } from '../features/auth/access.ts';
import { type EventStream, eventStreamHeaders } from './event-stream.ts';

export function createEventRoutes({ access, eventStream }: { access: Access; eventStream: EventStream }): Router {
  const router = Router();
  router.get('/', access.authenticate, (request, response) => {
    response.writeHead(200, eventStreamHeaders);
    eventStream.connect(response, {
      lastEventId: request.get('Last-Event-ID'),
      endsAt: signedInUser(request).endsAt,
      isSignedIn: () => access.isSignedIn(request),
    });
  });
  return router;
}
