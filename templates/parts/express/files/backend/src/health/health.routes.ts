import { Router } from 'express';
import type { Logger } from '../logging/logger.ts';

/** Rejects when the thing it looks at cannot be used. */
export type HealthCheck = () => Promise<void>;

/** `/health`: the process runs. `/ready`: everything that it needs to answer requests is reachable. */
export function createHealthRoutes(checks: Readonly<Record<string, HealthCheck>>, logger: Logger): Router {
  const router = Router();

  router.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  router.get('/ready', async (_request, response) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await run(name, check)]),
    );
    const isReady = states.every(([, state]) => state === 'up');
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : 'unavailable',
      checks: Object.fromEntries(states),
    });
  });

  async function run(name: string, check: HealthCheck): Promise<'up' | 'down'> {
    try {
      await check();
      return 'up';
    } catch (error) {
      logger.warn({ err: error, check: name }, 'health check failed');
      return 'down';
    }
  }

  return router;
}
