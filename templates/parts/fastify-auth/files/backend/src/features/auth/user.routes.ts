import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config/config.ts';
import { failureLimit } from '../../http/rate-limit.ts';
import type { ZodTypeProvider } from '../../http/zod-validation.ts';
import { type Access, signedInUser } from './access.ts';
import { Credentials } from './auth.schema.ts';
import type { UserService } from './user.service.ts';

interface Dependencies {
  readonly access: Access;
  readonly users: UserService;
  readonly config: Config;
}

/** What does not depend on how people sign in. */
export async function userRoutes(app: FastifyInstance, { access, config, users }: Dependencies) {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const attempts = failureLimit(app, config.rateLimitWindowMs, config.authRateLimitMax);

  routes.post('/register', { ...attempts, schema: { body: Credentials } }, async (request, reply) => {
    return reply.code(201).send(await users.register(request.body));
  });

  routes.get('/me', { onRequest: access.authenticate }, async (request) => users.withId(signedInUser(request).id));
}
