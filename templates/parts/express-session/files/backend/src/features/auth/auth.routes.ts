import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import type { AccountService } from './account.service.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import type { Sessions } from './sessions.ts';

export function createAuthRoutes(dependencies: {
  readonly accounts: AccountService;
  readonly config: Config;
  readonly sessions: Sessions;
}): Router {
  const { accounts, config, sessions } = dependencies;
  const controller = new AuthController(new AuthService(accounts, sessions), config);

  const router = Router();
  router.post('/login', createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax), controller.login);
  router.post('/logout', controller.logout);
  return router;
}
