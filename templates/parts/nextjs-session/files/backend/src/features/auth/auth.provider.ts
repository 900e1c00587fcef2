import { runtime } from '../../logging/request-context.ts';
import { AuthService } from './auth.service.ts';

export function authService(): AuthService {
  const { users, sessions } = runtime();
  return new AuthService(users, sessions);
}
