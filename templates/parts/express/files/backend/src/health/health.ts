import type { RequestHandler } from 'express';
import type { Logger } from '../logging/logger.ts';

/** Rejects when the thing it looks at cannot be used. */
export type HealthCheck = () => Promise<void>;

/** A check that takes longer has failed: something is wrong, and whoever asks does not wait for ever. */
const checkTimeoutMs = 3000;

/** `/health`: the process runs. */
export const liveness: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** `/ready`: everything that is needed to answer requests can be reached. */
export function createReadiness(checks: Readonly<Record<string, HealthCheck>>, logger: Logger): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await stateOf(name, check)]),
    );
    const isReady = states.every(([, state]) => state === 'up');
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : 'unavailable',
      checks: Object.fromEntries(states),
    });
  };

  async function stateOf(name: string, check: HealthCheck): Promise<'up' | 'down'> {
    try {
      await inTime(check());
      return 'up';
    } catch (error) {
      logger.warn({ err: error, check: name }, 'health check failed');
      return 'down';
    }
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
