import type { Request, RequestHandler } from 'express';
import { ForbiddenError, UnauthorizedError } from '../../errors/app-errors.ts';
import type { AccessTokens, SignedInUser } from './access-tokens.ts';
import type { Role } from './auth.schema.ts';

const users = new WeakMap<Request, SignedInUser>();

/** Who may call a route: `authenticate` lets in anybody who is signed in, `authorize` after it only users with one role. */
export class Access {
  readonly #tokens: AccessTokens;

  constructor(tokens: AccessTokens) {
    this.#tokens = tokens;
  }

  readonly authenticate: RequestHandler = async (request, _response, next) => {
    const [scheme, token] = (request.get('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw new UnauthorizedError('Sign in first');
    users.set(request, await this.#tokens.verify(token));
    next();
  };

  authorize(role: Role): RequestHandler {
    return (request, _response, next) => {
      if (signedInUser(request).role !== role) throw new ForbiddenError(`This needs the role ${role}`);
      next();
    };
  }
}

/** The user of a request that has passed `authenticate`. */
export function signedInUser(request: Request): SignedInUser {
  const user = users.get(request);
  if (user === undefined) throw new UnauthorizedError('Sign in first');
  return user;
}
