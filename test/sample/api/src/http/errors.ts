import type { ErrorRequestHandler } from 'express';
import { logger } from '../logger.js';

export class NotFoundError extends Error {
  constructor(what: string) {
    super(`${what} was not found`);
    this.name = 'NotFoundError';
  }
}

export const errorHandler: ErrorRequestHandler = (error, request, response, _next) => {
  logger.error({ err: error, path: request.path }, 'request failed');
  const problem =
    error instanceof NotFoundError ? { title: error.message, status: 404 } : { title: 'Something went wrong', status: 500 };
  response.status(problem.status).type('application/problem+json').json(problem);
};
