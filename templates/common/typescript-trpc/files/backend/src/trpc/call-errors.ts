import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError, ValidationError } from '../errors/app-errors.ts';
import { fieldErrors } from '../http/validation.ts';

/** The error that a caller is told. One without a known meaning stays as it is, and is told without its reason. */
export function asKnownError(error: TRPCError): TRPCError {
  const known = error.cause instanceof ZodError ? refusedInput(error.cause) : error.cause;
  if (!(known instanceof AppError)) return error;
  return new TRPCError({ code: codes[known.status] ?? 'INTERNAL_SERVER_ERROR', message: known.message, cause: known });
}

/** The fields of a change stand in `values`, beside the id; callers know them by their own names. */
function refusedInput(error: ZodError): ValidationError {
  return new ValidationError(fieldErrors(error).map((it) => ({ ...it, field: it.field.replace(/^values\./, '') })));
}

const codes: Readonly<Record<number, TRPCError['code']>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
};
