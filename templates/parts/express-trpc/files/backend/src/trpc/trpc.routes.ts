import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import type { ChangeFeed } from '../changes/change-feed.ts';
import type { Database } from '../database/database.ts';
import type { Access } from '../features/auth/access.ts';
import type { Logger } from '../logging/logger.ts';
import { createHandlerOptions } from './handler-options.ts';

/** Answers the calls below its path; each is `resource.procedure`. */
export function createTrpcRoutes(dependencies: {
  readonly access: Access;
  readonly changes: ChangeFeed;
  readonly database: Database;
  readonly logger: Logger;
}): RequestHandler {
  const { access, changes, database, logger } = dependencies;
  return createExpressMiddleware({
    ...createHandlerOptions({ changes, database, logger }),
    createContext: ({ req }) => ({ identify: () => access.identify(req) }),
  });
}
