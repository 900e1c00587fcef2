import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { namingDuplicates } from '../../database/constraint-errors.ts';
import type { Database } from '../../database/database.ts';
import type { Role, User } from './auth.schema.ts';
import type { UserTable } from './user.table.ts';

export interface UserWithPassword extends User {
  readonly passwordHash: string;
}

export class UserRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async findByEmail(email: string): Promise<UserWithPassword | undefined> {
    const row = await this.#database.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
    return row && { ...toUser(row), passwordHash: row.password_hash };
  }

  async findById(id: string): Promise<User | undefined> {
    const row = await this.#database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toUser(row);
  }

  /** Throws ConflictError when the email address is taken. */
  async create(user: { readonly email: string; readonly passwordHash: string; readonly role: Role }): Promise<User> {
    const now = new Date().toISOString();
    const row: UserTable = {
      id: randomUUID(),
      email: user.email,
      password_hash: user.passwordHash,
      role: user.role,
      created_at: now,
      updated_at: now,
    };
    await namingDuplicates({ email: 'email' }, this.#database.insertInto('users').values(row).execute());
    return toUser(row);
  }

  /** Gives false when there is no such user. */
  async setRole(email: string, role: Role): Promise<boolean> {
    const result = await this.#database
      .updateTable('users')
      .set({ role, updated_at: new Date().toISOString() })
      .where('email', '=', email)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }
}

function toUser(row: Selectable<UserTable>): User {
  return { id: row.id, email: row.email, role: row.role };
}
