import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Config } from '../config/config.ts';
import { TooManyRequestsError } from '../errors/app-errors.ts';

const refusal = 'Too many requests; try again later';

/**
 * Limits the requests of one address, whether a route answers them or none; routes with `rateLimit: false` are not counted. The library
 * adds Retry-After and the RateLimit headers.
 */
export const requestLimit = plugin<{ config: Config }>(async (app, { config }) => {
  await app.register(rateLimit, {
    global: false,
    max: config.rateLimitMax,
    timeWindow: config.rateLimitWindowMs,
    enableDraftSpec: true,
    allowList: ({ routeOptions }) => routeOptions.config.rateLimit === false,
    errorResponseBuilder: () => new TooManyRequestsError(refusal),
  });
  app.addHook('onRequest', app.rateLimit());
});

/** Hooks of a route that limit the attempts of one address that fail, so that passwords cannot be tried out. */
export function failureLimit(app: FastifyInstance, windowMs: number, limit: number) {
  const count = app.createRateLimit({ max: limit, timeWindow: windowMs });
  return {
    onRequest: async (request: FastifyRequest): Promise<void> => {
      const failures = await count(request, { increment: false });
      if (!failures.isAllowed && failures.remaining === 0) {
        throw new TooManyRequestsError(refusal, failures.ttlInSeconds);
      }
    },
    onSend: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (reply.statusCode >= 400) await count(request);
    },
  };
}
