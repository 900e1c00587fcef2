import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { ForbiddenError, UnauthorizedError } from '../../errors/app-errors.ts';
import type { Role } from './auth.schema.ts';
import type { SignedInUser, SignInCheck } from './signed-in-user.ts';

const users = new WeakMap<Request, SignedInUser>();

/** Who may call a route: `authenticate` lets in anybody who is signed in, `authorize` after it only users with one role. */
export class Access {
  readonly #signIn: SignInCheck;

  constructor(signIn: SignInCheck) {
    this.#signIn = signIn;
  }

  readonly authenticate: RequestHandler = async (request, _response, next) => {
    users.set(request, await this.identify(request));
    next();
  };

  /** Who is calling. Throws UnauthorizedError when nobody is signed in. */
  async identify(request: IncomingMessage): Promise<SignedInUser> {
    return this.#signIn.identify(request.headers);
  }

  authorize(role: Role): RequestHandler {
    return (request, _response, next) => {
      if (signedInUser(request).role !== role) throw new ForbiddenError(`This needs the role ${role}`);
      next();
    };
  }

  /** Whether a request would be let in now. Answers to it that go on for long ask this again and again. */
  async isSignedIn(request: IncomingMessage): Promise<boolean> {
    return this.identify(request).then(
      () => true,
      () => false,
    );
  }
}

/** The user of a request that has passed `authenticate`. */
export function signedInUser(request: Request): SignedInUser {
  const user = users.get(request);
  if (user === undefined) throw new UnauthorizedError('Sign in first');
  return user;
}
