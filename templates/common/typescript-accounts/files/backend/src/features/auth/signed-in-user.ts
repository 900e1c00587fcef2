import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from './auth.schema.ts';

/** Who is calling. */
export interface SignedInUser {
  readonly id: string;
  readonly role: Role;
  /** When the sign-in ends, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Tells who a request comes from. How people sign in stays behind it. */
export interface SignInCheck {
  /** Throws UnauthorizedError when nobody is signed in. */
  identify(headers: IncomingHttpHeaders): Promise<SignedInUser>;
}
