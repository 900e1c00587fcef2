/** The body of an error response (RFC 9457), as far as the page uses it. */
interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** A request that the API has refused or could not complete. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Messages by field name; empty when the problem is not about fields. */
  readonly fieldErrors: Readonly<Record<string, string>>;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? `The API answered with status ${status}`);
    this.status = status;
    this.fieldErrors = Object.fromEntries((problem.errors ?? []).map((it) => [it.field, it.message]));
  }
}

/** The API could not be reached or did not answer in time. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The problem that the body of a refusal describes. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
  return new ApiError(response.status, isProblem ? await response.json() : {});
}

/** Whether the same request may succeed when it is sent again: never after a 4xx, which says that the request is wrong. */
export function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}

/** What a person reads about an error. Only messages that were written for people are shown. */
export function messageOf(error: unknown): string {
  if (error instanceof NetworkError) return 'The server cannot be reached. Check your connection and try again.';
  if (!(error instanceof ApiError)) return 'Something went wrong. Please try again.';
  switch (error.status) {
    case 401:
      return error.message;
    case 403:
      return 'You are not allowed to do this.';
    case 404:
      return 'This no longer exists.';
    case 409:
      return error.message;
    case 422:
      return 'Please check the marked fields.';
    case 429:
      return 'Too many requests. Please wait a moment.';
    default:
      return 'Something went wrong. Please try again.';
  }
}
