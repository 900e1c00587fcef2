import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config/config.ts';
import { failureLimit } from '../../http/rate-limit.ts';
import type { ZodTypeProvider } from '../../http/zod-validation.ts';
import { Credentials } from './auth.schema.ts';
import { AuthService } from './auth.service.ts';
import { sessionCookie, sessionIdOf } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import type { UserService } from './user.service.ts';

interface Dependencies {
  readonly users: UserService;
  readonly config: Config;
  readonly sessions: Sessions;
}

export async function authRoutes(app: FastifyInstance, { users, config, sessions }: Dependencies) {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const auth = new AuthService(users, sessions);
  const attempts = failureLimit(app, config.rateLimitWindowMs, config.authRateLimitMax);

  routes.post('/login', { ...attempts, schema: { body: Credentials } }, async (request, reply) => {
    const { session, id } = await auth.login(request.body, sessionIdOf(request.headers));
    reply.header('Cache-Control', 'no-store').setCookie(sessionCookie, id, {
      httpOnly: true,
      secure: config.isProduction,
      sameSite: 'lax',
      path: '/',
      maxAge: config.sessionTtlSeconds,
      expires: new Date(Date.now() + config.sessionTtlSeconds * 1000),
    });
    return session;
  });

  routes.post('/logout', async (request, reply) => {
    await auth.logout(sessionIdOf(request.headers));
    return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send();
  });
}
