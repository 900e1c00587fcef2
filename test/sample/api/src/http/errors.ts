import type { ErrorRequestHandler } from 'express';
import { logger } from '../logger.js';

export class NotFoundError extends Error {
  constructor(what: string) {
    super(`${what} was not found`);
    this.name = 'NotFoundError';
  }
}

export const errorHandler: ErrorRequestHandler = (error, request, response, _next) => {
  const status = error instanceof NotFoundError ? 404 : 500;
  logger.error({ err: error, path: request.path }, 'request failed');
  response.status(status).type('application/problem+json').json({ title: error.message, status });
};
