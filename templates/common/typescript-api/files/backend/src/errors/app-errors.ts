/** One refused field, as the client shows it beside the input. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * An error that the caller may know about: its status and message are sent. Every other error is a bug, is logged and answered
 * with a plain 500.
 */
export abstract class AppError extends Error {
  abstract readonly status: number;
  readonly errors: readonly FieldError[] | undefined = undefined;
  /** When the same request may be sent again, where that is known. */
  readonly retryAfterSeconds: number | undefined = undefined;
}

export class BadRequestError extends AppError {
  override readonly name = 'BadRequestError';
  readonly status = 400;
}

export class UnauthorizedError extends AppError {
  override readonly name = 'UnauthorizedError';
  readonly status = 401;
}

export class ForbiddenError extends AppError {
  override readonly name = 'ForbiddenError';
  readonly status = 403;
}

export class NotFoundError extends AppError {
  override readonly name = 'NotFoundError';
  readonly status = 404;
}

export class ConflictError extends AppError {
  override readonly name = 'ConflictError';
  readonly status = 409;
  override readonly errors: readonly FieldError[];

  constructor(message: string, errors: readonly FieldError[]) {
    super(message);
    this.errors = errors;
  }
}

export class PayloadTooLargeError extends AppError {
  override readonly name = 'PayloadTooLargeError';
  readonly status = 413;
}

export class UnsupportedMediaTypeError extends AppError {
  override readonly name = 'UnsupportedMediaTypeError';
  readonly status = 415;
}

export class ValidationError extends AppError {
  override readonly name = 'ValidationError';
  readonly status = 422;
  override readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('Some fields are not valid');
    this.errors = errors;
  }
}

export class TooManyRequestsError extends AppError {
  override readonly name = 'TooManyRequestsError';
  readonly status = 429;
  override readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds?: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
