import type { components } from '../api/schema.generated.ts';
import type { FakeAnswer } from './fake-api.ts';

type User = components['schemas']['User'];

/** What the API answers a page that is loaded while nobody is signed in. */
export const signedOut: Record<string, FakeAnswer> = { 'GET /api/auth/me': 401 };

/** What the API answers a page that is loaded by someone who is signed in. */
export function signedIn(role: User['role'] = 'user'): Record<string, FakeAnswer> {
  return { 'GET /api/auth/me': { body: sessionBody(role).user } };
}

/** What the API answers to signing in. */
export function sessionBody(role: User['role'] = 'user'): { readonly user: User } {
  return { user: { id: '2f1e8d3c-7b7a-4f43-9d1c-1f6f1f0c9a11', email: 'ada@example.com', role } };
}
