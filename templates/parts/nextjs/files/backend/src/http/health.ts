import type { ServerResponse } from 'node:http';
import type { Logger } from '../logging/logger.ts';

/** Rejects when the thing it looks at cannot be used. */
export type HealthCheck = () => Promise<void>;

/** `/health`: the process runs. */
export function answerLiveness(response: ServerResponse): void {
  sendJson(response, 200, { status: 'ok' });
}

/** `/ready`: everything that is needed to answer requests can be reached. */
export async function answerReadiness(
  response: ServerResponse,
  checks: Readonly<Record<string, HealthCheck>>,
  logger: Logger,
): Promise<void> {
  const states = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await stateOf(name, check, logger)]),
  );
  const isReady = states.every(([, state]) => state === 'up');
  sendJson(response, isReady ? 200 : 503, {
    status: isReady ? 'ready' : 'unavailable',
    checks: Object.fromEntries(states),
  });
}

async function stateOf(name: string, check: HealthCheck, logger: Logger): Promise<'up' | 'down'> {
  try {
    await check();
    return 'up';
  } catch (error) {
    logger.warn({ err: error, check: name }, 'health check failed');
    return 'down';
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
