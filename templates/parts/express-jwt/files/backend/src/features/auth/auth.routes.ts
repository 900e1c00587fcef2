import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import type { Access } from './access.ts';
import type { AccessTokens } from './access-tokens.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';
import { UserRepository } from './user.repository.ts';

export function createAuthRoutes(dependencies: {
  readonly access: Access;
  readonly accessTokens: AccessTokens;
  readonly config: Config;
  readonly database: Database;
}): Router {
  const { access, accessTokens, config, database } = dependencies;
  const refreshTokens = new RefreshTokenRepository(database, config.refreshTokenTtlSeconds);
  const service = new AuthService(new UserRepository(database), refreshTokens, accessTokens);
  const controller = new AuthController(service, config);
  const failureLimit = createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax);

  const router = Router();
  router.post('/register', failureLimit, controller.register);
  router.post('/login', failureLimit, controller.login);
  router.post('/refresh', controller.refresh);
  router.post('/logout', controller.logout);
  router.get('/me', access.authenticate, controller.me);
  return router;
}
