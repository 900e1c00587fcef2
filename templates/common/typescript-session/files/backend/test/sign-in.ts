import type { Role } from '../src/features/auth/auth.schema.ts';
import { UserRepository } from '../src/features/auth/user.repository.ts';
import type { Caller, TestApp } from './test-app.ts';

export const password = 'a password for tests';

let users = 0;

/** Registers a user with that role and gives requests of their session. */
export async function signIn(testApp: TestApp, role: Role): Promise<Caller> {
  const headers = await signedInHeaders(testApp, role);
  return (method, path) => testApp.anonymous(method, path).set(headers);
}

/** What a request needs to come from a new user with that role. */
export async function signedInHeaders({ anonymous, database }: TestApp, role: Role): Promise<{ cookie: string }> {
  users += 1;
  const email = `user-${users}@example.com`;
  await anonymous('post', '/api/auth/register').send({ email, password }).expect(201);
  await new UserRepository(database).setRole(email, role);
  const { headers } = await anonymous('post', '/api/auth/login').send({ email, password }).expect(200);
  return { cookie: String(headers['set-cookie']).split(';', 1)[0] ?? '' };
}
