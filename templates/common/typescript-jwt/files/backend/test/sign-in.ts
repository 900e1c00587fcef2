import type { Role } from '../src/features/auth/auth.schema.ts';
import { UserRepository } from '../src/features/auth/user.repository.ts';
import type { Caller, TestApp } from './test-app.ts';

export const password = 'a password for tests';

let users = 0;

/** Registers a user with that role and gives requests with their token. */
export async function signIn({ anonymous, database }: TestApp, role: Role): Promise<Caller> {
  users += 1;
  const email = `user-${users}@example.com`;
  await anonymous('post', '/api/auth/register').send({ email, password }).expect(201);
  await new UserRepository(database).setRole(email, role);
  const { body } = await anonymous('post', '/api/auth/login').send({ email, password }).expect(200);
  return (method, path) => anonymous(method, path).set('Authorization', `Bearer ${body.accessToken}`);
}
