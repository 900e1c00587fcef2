import { Router } from 'express';
import type { Access } from '../features/auth/access.ts';
import { changesSince } from './changes.ts';
import type { EventLog } from './event-log.ts';

export function createChangeRoutes({ access, eventLog }: { access: Access; eventLog: EventLog }): Router {
  const router = Router();
  router.get('/', access.authenticate, (request, response) => {
    const { since } = request.query;
    response.setHeader('Cache-Control', 'no-store');
    response.json(changesSince(eventLog, since === undefined ? undefined : String(since)));
  });
  return router;
}
