import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import type { Access } from './access.ts';
import { UserController } from './user.controller.ts';
import type { UserService } from './user.service.ts';

/** What does not depend on how people sign in. */
export function createUserRoutes(dependencies: {
  readonly access: Access;
  readonly users: UserService;
  readonly config: Config;
}): Router {
  const { access, config, users } = dependencies;
  const controller = new UserController(users);

  const router = Router();
  router.post('/register', createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax), controller.register);
  router.get('/me', access.authenticate, controller.me);
  return router;
}
