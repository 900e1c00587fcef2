import { runtime } from '../../logging/request-context.ts';
import { AuthService } from './auth.service.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';

export function authService(): AuthService {
  const { accessTokens, users, config, database } = runtime();
  return new AuthService(users, new RefreshTokenRepository(database, config.refreshTokenTtlSeconds), accessTokens);
}
