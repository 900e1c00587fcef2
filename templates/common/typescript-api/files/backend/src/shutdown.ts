import type { Server } from 'node:http';
import type { Logger } from './logging/logger.ts';

export interface Shutdown {
  readonly server: Server;
  readonly logger: Logger;
  /** Time in milliseconds that running requests get to finish. */
  readonly timeoutMs: number;
  /** Ends what would keep connections open for ever, as soon as no new ones are accepted. */
  readonly endConnections: () => void;
  /** Gives resources back after the last request. */
  readonly release: () => Promise<void>;
}

/** Stops in order: no new connections, running requests finish, resources are given back. Cuts connections at the time limit. */
export async function shutDown({ server, logger, timeoutMs, endConnections, release }: Shutdown): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  endConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => {
    logger.warn({ timeoutMs }, 'requests were still running; their connections are cut');
    server.closeAllConnections();
  }, timeoutMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
  await release();
}
