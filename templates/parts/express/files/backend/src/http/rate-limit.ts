import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Config } from '../config/config.ts';
import { TooManyRequestsError } from '../errors/app-errors.ts';

/** Limits the requests of one address. The library adds Retry-After and the RateLimit headers. */
export function createRateLimit(config: Config): RequestHandler {
  return rateLimit({
    windowMs: config.rateLimitWindowMs,
    limit: config.rateLimitMax,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: refuse,
  });
}

/** Limits the attempts of one address that fail, so that passwords cannot be tried out. */
export function createFailureLimit(windowMs: number, limit: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: refuse,
  });
}

const refuse: RequestHandler = (_request, _response, next) => {
  next(new TooManyRequestsError('Too many requests; try again later'));
};
