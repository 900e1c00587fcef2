import { createServer } from 'node:http';
import next from 'next';
import { type Config, ConfigurationError, readConfig } from './config/config.ts';
import { createListener } from './http/listener.ts';
import { logConsole } from './logging/console.ts';
import { createLogger } from './logging/logger.ts';
import { startRuntime } from './runtime.ts';
import { shutDown } from './shutdown.ts';

const config = readConfigOrExit();
const logger = createLogger(config.logLevel);
process.on('uncaughtException', exitAfter('uncaught exception'));
process.on('unhandledRejection', exitAfter('unhandled rejection'));
logConsole(logger);

const running = await startRuntime(config, logger);
const site = next({ dev: !config.isProduction, hostname: config.host, port: config.port, quiet: true });
await site.prepare();

const server = createServer(
  { requestTimeout: 30_000, headersTimeout: 10_000 },
  createListener(running, site.getRequestHandler()),
);
server.once('error', exitAfter('the server could not listen'));
server.listen(config.port, config.host, () => logger.info({ address: server.address() }, 'listening'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    logger.info({ signal }, 'shutting down');
    await shutDown({
      server,
      logger,
      timeoutMs: config.shutdownTimeoutMs,
      endConnections: running.endConnections,
      release: async () => {
        await site.close();
        await running.release();
      },
    });
    logger.info('stopped');
    process.exit(0);
  });
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    createLogger('fatal').fatal({ problems: error.problems }, error.message);
    process.exit(1);
  }
}

function exitAfter(message: string): (error: unknown) => void {
  return (error) => {
    logger.fatal({ err: error }, message);
    process.exit(1);
  };
}
