import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import type { AccessTokens } from './access-tokens.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';
import type { UserService } from './user.service.ts';

export function createAuthRoutes(dependencies: {
  readonly accessTokens: AccessTokens;
  readonly users: UserService;
  readonly config: Config;
  readonly database: Database;
}): Router {
  const { accessTokens, users, config, database } = dependencies;
  const refreshTokens = new RefreshTokenRepository(database, config.refreshTokenTtlSeconds);
  const controller = new AuthController(new AuthService(users, refreshTokens, accessTokens), config);

  const router = Router();
  router.post('/login', createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax), controller.login);
  router.post('/refresh', controller.refresh);
  router.post('/logout', controller.logout);
  return router;
}
