import type { FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { ForbiddenError, UnauthorizedError } from '../../errors/app-errors.ts';
import type { Role } from './auth.schema.ts';
import type { SignedInUser, SignInCheck } from './signed-in-user.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling, on routes that have passed `authenticate`. */
    user: SignedInUser | null;
  }
}

/** Gives every request a place for its user. */
export const userOfRequest = plugin(async (app) => {
  app.decorateRequest('user', null);
});

/** Who may call a route: `authenticate` lets in anybody who is signed in, `authorize` after it only users with one role. */
export class Access {
  readonly #signIn: SignInCheck;

  constructor(signIn: SignInCheck) {
    this.#signIn = signIn;
  }

  readonly authenticate = async (request: FastifyRequest): Promise<void> => {
    request.user = await this.#signIn.identify(request.headers);
  };

  authorize(role: Role) {
    return async (request: FastifyRequest): Promise<void> => {
      if (signedInUser(request).role !== role) throw new ForbiddenError(`This needs the role ${role}`);
    };
  }

  /** Whether a request would be let in now. Answers to it that go on for long ask this again and again. */
  async isSignedIn({ headers }: FastifyRequest): Promise<boolean> {
    return this.#signIn.identify(headers).then(
      () => true,
      () => false,
    );
  }
}

/** The user of a request that has passed `authenticate`. */
export function signedInUser({ user }: FastifyRequest): SignedInUser {
  if (user === null) throw new UnauthorizedError('Sign in first');
  return user;
}
