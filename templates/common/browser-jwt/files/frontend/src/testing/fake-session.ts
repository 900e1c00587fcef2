import type { components } from '../api/schema.generated.ts';
import type { FakeAnswer } from './fake-api.ts';

type Role = components['schemas']['User']['role'];
type Session = components['schemas']['Session'];

/** What the API answers a page that is loaded while nobody is signed in. */
export const signedOut: Record<string, FakeAnswer> = { 'POST /api/auth/refresh': 401 };

/** What the API answers a page that is loaded by someone who is signed in. */
export function signedIn(role: Role = 'user'): Record<string, FakeAnswer> {
  return { 'POST /api/auth/refresh': { body: sessionBody('token', role) } };
}

/** A session as the API gives it after signing in. */
export function sessionBody(token = 'token', role: Role = 'user'): Session {
  return {
    accessToken: token,
    expiresIn: 900,
    user: { id: '2f1e8d3c-7b7a-4f43-9d1c-1f6f1f0c9a11', email: 'ada@example.com', role },
  };
}
