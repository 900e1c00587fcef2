import { runtime } from '../../logging/request-context.ts';
import { AuthService } from './auth.service.ts';

export function authService(): AuthService {
  const { accounts, sessions } = runtime();
  return new AuthService(accounts, sessions);
}
