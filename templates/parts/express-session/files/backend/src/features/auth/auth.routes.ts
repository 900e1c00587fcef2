import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import type { Sessions } from './sessions.ts';
import type { UserService } from './user.service.ts';

export function createAuthRoutes(dependencies: {
  readonly users: UserService;
  readonly config: Config;
  readonly sessions: Sessions;
}): Router {
  const { users, config, sessions } = dependencies;
  const controller = new AuthController(new AuthService(users, sessions), config);

  const router = Router();
  router.post('/login', createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax), controller.login);
  router.post('/logout', controller.logout);
  return router;
}
