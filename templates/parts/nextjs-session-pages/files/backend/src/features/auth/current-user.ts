import { headers } from 'next/headers';
import { cache } from 'react';
import { runtime } from '../../logging/request-context.ts';
import type { User } from './auth.schema.ts';

/** Who asks for the page that is drawn; nothing when nobody is signed in. */
export const currentUser = cache(async (): Promise<User | undefined> => {
  const given = Object.fromEntries(await headers());
  const { signIn, users } = runtime();
  try {
    const { id } = await signIn.identify(given);
    return await users.withId(id);
  } catch (error) {
    if (error instanceof Error && error.name === 'UnauthorizedError') return undefined;
    throw error;
  }
});
