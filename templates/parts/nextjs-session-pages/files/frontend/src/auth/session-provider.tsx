'use client';

import { type ReactNode, useState } from 'react';
import { type SessionState, session, type User } from './session.ts';
import { InitialSession } from './use-session.ts';

/** Begins with the session that the server has found, so that the first page needs no further request. */
export function SessionProvider({ user, children }: { readonly user: User | undefined; readonly children: ReactNode }) {
  const [initial] = useState(() => beginWith(user));
  return <InitialSession value={initial}>{children}</InitialSession>;
}

function beginWith(user: User | undefined): SessionState {
  const initial: SessionState = user === undefined ? { kind: 'signed-out' } : { kind: 'signed-in', user };
  // The server draws pages for many users, so there the session never becomes that of the whole program.
  if (globalThis.window !== undefined) session.set(initial);
  return initial;
}
