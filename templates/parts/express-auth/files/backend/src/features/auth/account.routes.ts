import { Router } from 'express';
import type { Config } from '../../config/config.ts';
import { createFailureLimit } from '../../http/rate-limit.ts';
import type { Access } from './access.ts';
import { AccountController } from './account.controller.ts';
import type { AccountService } from './account.service.ts';

/** What does not depend on how people sign in. */
export function createAccountRoutes(dependencies: {
  readonly access: Access;
  readonly accounts: AccountService;
  readonly config: Config;
}): Router {
  const { access, accounts, config } = dependencies;
  const controller = new AccountController(accounts);

  const router = Router();
  router.post('/register', createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax), controller.register);
  router.get('/me', access.authenticate, controller.me);
  return router;
}
