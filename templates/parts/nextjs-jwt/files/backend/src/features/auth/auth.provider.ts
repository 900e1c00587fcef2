import { runtime } from '../../logging/request-context.ts';
import { AuthService } from './auth.service.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';

export function authService(): AuthService {
  const { accessTokens, accounts, config, database } = runtime();
  return new AuthService(accounts, new RefreshTokenRepository(database, config.refreshTokenTtlSeconds), accessTokens);
}
