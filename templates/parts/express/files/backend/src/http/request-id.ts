import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { requestContext } from '../logging/request-context.ts';

const acceptedId = /^[A-Za-z0-9._-]{1,128}$/;

/** Takes over the caller's X-Request-Id or makes one, answers with it, and keeps it for the logs. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get('X-Request-Id');
  const id = given !== undefined && acceptedId.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  requestContext.run({ requestId: id }, next);
};
