import { createLogger } from '../logging/logger.ts';
import { migrateDown, migrateUp } from './migrator.ts';
import { runCommand } from './run-command.ts';

// `node src/database/migrate.ts up|down`

const logger = createLogger('info');
const direction = process.argv[2];
if (direction !== 'up' && direction !== 'down') {
  logger.fatal('say up or down');
  process.exit(2);
}
await runCommand(logger, async (database) => {
  const migrations = direction === 'up' ? await migrateUp(database) : await migrateDown(database);
  logger.info({ direction, migrations }, migrations.length > 0 ? 'migrations applied' : 'nothing to migrate');
});
