import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ZodError } from 'zod';
import { fieldErrors } from '../http/validation.ts';
import type { Logger } from '../logging/logger.ts';
import { currentRequestId } from '../logging/request-context.ts';
import {
  AppError,
  BadRequestError,
  NotFoundError,
  PayloadTooLargeError,
  UnauthorizedError,
  UnsupportedMediaTypeError,
  ValidationError,
} from './app-errors.ts';
import { problemDetails } from './problem-details.ts';

/** Answers every path that no route has taken. */
export const notFoundHandler: RequestHandler = (request) => {
  throw new NotFoundError(`Nothing answers ${request.method} ${request.path}`);
};

/** The one place where errors become responses. An error without a known meaning is logged and told as a plain 500. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      logger.error({ err: error }, 'request failed after its response had started');
      next(error);
      return;
    }
    const known = toAppError(error);
    if (known === undefined) logger.error({ err: error }, 'request failed');
    if (known instanceof UnauthorizedError) response.setHeader('WWW-Authenticate', 'Bearer');
    const problem = problemDetails({
      status: known?.status ?? 500,
      detail: known?.message ?? 'The request could not be completed',
      instance: request.originalUrl.split('?', 1)[0] ?? '/',
      requestId: currentRequestId() ?? '',
      errors: known?.errors,
    });
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new ValidationError(fieldErrors(error));
  return fromHttpError(error);
}

/** Errors of the router and of the body parser; they carry the status that they mean. */
function fromHttpError(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  switch (error.status) {
    case 400:
      return new BadRequestError('The request could not be read');
    case 413:
      return new PayloadTooLargeError('The request body is too large');
    case 415:
      return new UnsupportedMediaTypeError('The encoding of the request body is not supported');
    default:
      return undefined;
  }
}
