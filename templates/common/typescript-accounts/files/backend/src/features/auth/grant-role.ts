import { runCommand } from '../../database/run-command.ts';
import { createLogger } from '../../logging/logger.ts';
import { Role } from './auth.schema.ts';
import { UserRepository } from './user.repository.ts';

// `node src/features/auth/grant-role.ts EMAIL ROLE`. The role counts from the next sign-in or refresh on.

const logger = createLogger('info');
const [email, givenRole] = process.argv.slice(2);
const role = Role.safeParse(givenRole);
if (email === undefined || !role.success) {
  logger.fatal({ roles: Role.options }, 'say an email address and a role');
  process.exit(2);
}
await runCommand(logger, async (database) => {
  const isFound = await new UserRepository(database).setRole(email.toLowerCase(), role.data);
  if (isFound) logger.info({ role: role.data }, 'role granted');
  else logger.error('there is no user with this email address');
  process.exitCode = isFound ? 0 : 1;
});
