import { ConfigurationError, readConfig } from '../config/config.ts';
import type { Logger } from '../logging/logger.ts';
import { type Database, openDatabase } from './database.ts';
import { unreachable } from './driver-errors.ts';

/** Runs a command of the terminal on the database of the configuration. What goes wrong is one line of the log, and the exit code is 1. */
export async function runCommand(logger: Logger, command: (database: Database) => Promise<void>): Promise<void> {
  try {
    const database = openDatabase(readConfig().databaseUrl);
    try {
      await command(database);
    } finally {
      await database.destroy();
    }
  } catch (error) {
    process.exitCode = 1;
    const reason = unreachable(error);
    if (error instanceof ConfigurationError) logger.fatal({ problems: error.problems }, error.message);
    else if (reason === undefined) logger.fatal({ err: error }, 'the command failed');
    else logger.fatal({ reason }, 'the database of DATABASE_URL cannot be reached: start it, or correct the address');
  }
}
