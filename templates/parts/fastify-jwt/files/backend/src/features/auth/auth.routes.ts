import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { failureLimit } from '../../http/rate-limit.ts';
import type { ZodTypeProvider } from '../../http/zod-validation.ts';
import type { AccessTokens } from './access-tokens.ts';
import { Credentials } from './auth.schema.ts';
import { AuthService } from './auth.service.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';
import type { UserService } from './user.service.ts';

const cookieName = 'refresh_token';
const cookiePath = '/api/auth';

interface Dependencies {
  readonly accessTokens: AccessTokens;
  readonly users: UserService;
  readonly config: Config;
  readonly database: Database;
}

export async function authRoutes(app: FastifyInstance, { accessTokens, users, config, database }: Dependencies) {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const refreshTokens = new RefreshTokenRepository(database, config.refreshTokenTtlSeconds);
  const auth = new AuthService(users, refreshTokens, accessTokens);
  const attempts = failureLimit(app, config.rateLimitWindowMs, config.authRateLimitMax);

  routes.post('/login', { ...attempts, schema: { body: Credentials } }, async (request, reply) => {
    const { session, refreshToken } = await auth.login(request.body);
    keepRefreshCookie(reply, refreshToken, config);
    return session;
  });

  routes.post('/refresh', async (request, reply) => {
    const { session, refreshToken } = await auth.refresh(refreshCookie(request));
    keepRefreshCookie(reply, refreshToken, config);
    return session;
  });

  routes.post('/logout', async (request, reply) => {
    await auth.logout(refreshCookie(request));
    return reply.clearCookie(cookieName, { path: cookiePath }).code(204).send();
  });
}

function refreshCookie({ cookies }: FastifyRequest): string | undefined {
  return cookies[cookieName];
}

function keepRefreshCookie(reply: FastifyReply, token: string, config: Config): void {
  reply.header('Cache-Control', 'no-store').setCookie(cookieName, token, {
    httpOnly: true,
    secure: config.isProduction,
    sameSite: 'lax',
    path: cookiePath,
    maxAge: config.refreshTokenTtlSeconds,
    expires: new Date(Date.now() + config.refreshTokenTtlSeconds * 1000),
  });
}
