import { initTRPC } from '@trpc/server';
import { ForbiddenError } from '../errors/app-errors.ts';
import type { Role } from '../features/auth/auth.schema.ts';
import type { SignedInUser } from '../features/auth/signed-in-user.ts';
import { currentRequestId } from '../logging/request-context.ts';
import { asKnownError, refusedFields } from './call-errors.ts';

/** What a call knows about the request that it came with. */
export interface CallContext {
  /** Throws UnauthorizedError when nobody is signed in. */
  readonly identify: () => Promise<SignedInUser>;
}

const trpc = initTRPC.context<CallContext>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // What went wrong inside is for the log.
    message: error.code === 'INTERNAL_SERVER_ERROR' ? 'The request could not be completed' : shape.message,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      requestId: currentRequestId() ?? '',
      errors: refusedFields(error),
    },
  }),
});

export const { createCallerFactory, router } = trpc;

const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw asKnownError(result.error);
  return result;
});

/** For anybody who is signed in. */
export const signedInProcedure = procedure.use(async ({ ctx, next }) => next({ ctx: { user: await ctx.identify() } }));

/** For users with this role. */
export function procedureFor(role: Role) {
  return signedInProcedure.use(({ ctx, next }) => {
    if (ctx.user.role !== role) throw new ForbiddenError(`This needs the role ${role}`);
    return next();
  });
}
