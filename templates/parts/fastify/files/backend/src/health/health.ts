import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

/** Rejects when the thing it looks at cannot be used. */
export type HealthCheck = () => Promise<void>;

/** A check that takes longer has failed: something is wrong, and whoever asks does not wait for ever. */
const checkTimeoutMs = 3000;

interface Dependencies {
  readonly checks: Readonly<Record<string, HealthCheck>>;
}

/** `/health`: the process runs. `/ready`: everything that is needed to answer requests can be reached. */
export async function healthRoutes(app: FastifyInstance, { checks }: Dependencies) {
  const config = { rateLimit: false } as const;

  app.get('/health', { config }, async () => ({ status: 'ok' }));

  app.get('/ready', { config }, async (request, reply) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await stateOf(name, check, request.log)]),
    );
    const isReady = states.every(([, state]) => state === 'up');
    return reply.code(isReady ? 200 : 503).send({
      status: isReady ? 'ready' : 'unavailable',
      checks: Object.fromEntries(states),
    });
  });
}

async function stateOf(name: string, check: HealthCheck, logger: FastifyBaseLogger): Promise<'up' | 'down'> {
  try {
    await inTime(check());
    return 'up';
  } catch (error) {
    logger.warn({ err: error, check: name }, 'health check failed');
    return 'down';
  }
}

async function inTime(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeoutMs} ms`)), checkTimeoutMs);
  });
  try {
    await Promise.race([check, limit]);
  } finally {
    clearTimeout(timer);
  }
}
