import { STATUS_CODES } from 'node:http';
import type { FieldError } from './app-errors.ts';

/** The body of every error response: RFC 9457 with the request id and, for refused input, one entry per field. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

export function problemDetails(problem: {
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[] | undefined;
}): ProblemDetails {
  return {
    // RFC 9457, section 4.2.1: the status says all there is to say, and the title is its phrase.
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    instance: problem.instance,
    request_id: problem.requestId,
    ...(problem.errors !== undefined && { errors: problem.errors }),
  };
}
