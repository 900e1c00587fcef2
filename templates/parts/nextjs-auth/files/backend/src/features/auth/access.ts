import { ForbiddenError } from '../../errors/app-errors.ts';
import { runtime } from '../../logging/request-context.ts';
import type { Role } from './auth.schema.ts';
import type { SignedInUser } from './signed-in-user.ts';

/** Who is calling. Throws UnauthorizedError where nobody is signed in. */
export async function authenticate(request: Request): Promise<SignedInUser> {
  return runtime().signIn.identify(Object.fromEntries(request.headers));
}

/** As `authenticate`, for one role. Throws ForbiddenError for a user with another one. */
export async function authorize(request: Request, role: Role): Promise<SignedInUser> {
  const user = await authenticate(request);
  if (user.role !== role) throw new ForbiddenError(`This needs the role ${role}`);
  return user;
}

/** Gives the question whether a request would be let in now. Answers to it that go on for long ask it again and again. */
export function signInCheckOf(request: Request): () => Promise<boolean> {
  const { signIn } = runtime();
  const headers = Object.fromEntries(request.headers);
  return () =>
    signIn.identify(headers).then(
      () => true,
      () => false,
    );
}
