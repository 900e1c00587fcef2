import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Tables } from '../../database/tables.ts';

export interface IssuedToken {
  readonly userId: string;
  readonly token: string;
}

/**
 * Refresh tokens of one sign-in form a family, of which one at a time is valid. A token that is shown a second time was stolen, by
 * whoever comes first or second, so the whole family ends. Only hashes are kept.
 */
export class RefreshTokenRepository {
  readonly #database: Database;
  readonly #ttlMs: number;

  constructor(database: Database, ttlSeconds: number) {
    this.#database = database;
    this.#ttlMs = ttlSeconds * 1000;
  }

  /** Starts a family. Removes what has expired on the way, so that the table does not grow without end. */
  async issue(userId: string): Promise<IssuedToken> {
    return this.#database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('refresh_tokens').where('expires_at', '<', new Date().toISOString()).execute();
      return this.#insert(transaction, userId, randomUUID());
    });
  }

  /** Exchanges a token for its successor. Gives nothing when it is unknown, expired or used, and ends its family if it was used. */
  async rotate(token: string): Promise<IssuedToken | undefined> {
    return this.#database.transaction().execute(async (transaction) => {
      const now = new Date().toISOString();
      const hash = hashOf(token);
      // One statement finds and marks it, so that of two requests at the same time only one gets a successor.
      const used = await transaction
        .updateTable('refresh_tokens')
        .set({ used_at: now })
        .where('token_hash', '=', hash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning(['user_id', 'family_id'])
        .executeTakeFirst();
      if (used !== undefined) return this.#insert(transaction, used.user_id, used.family_id);
      await transaction
        .deleteFrom('refresh_tokens')
        .where('family_id', 'in', (query) =>
          query
            .selectFrom('refresh_tokens')
            .select('family_id')
            .where('token_hash', '=', hash)
            .where('used_at', 'is not', null),
        )
        .execute();
      return undefined;
    });
  }

  /** Ends the family of a token; an unknown token is fine. */
  async revoke(token: string): Promise<void> {
    await this.#database
      .deleteFrom('refresh_tokens')
      .where('family_id', 'in', (query) =>
        query.selectFrom('refresh_tokens').select('family_id').where('token_hash', '=', hashOf(token)),
      )
      .execute();
  }

  async #insert(transaction: Transaction<Tables>, userId: string, familyId: string): Promise<IssuedToken> {
    const token = randomBytes(32).toString('base64url');
    const now = new Date();
    await transaction
      .insertInto('refresh_tokens')
      .values({
        id: randomUUID(),
        user_id: userId,
        family_id: familyId,
        token_hash: hashOf(token),
        expires_at: new Date(now.getTime() + this.#ttlMs).toISOString(),
        used_at: null,
        created_at: now.toISOString(),
      })
      .execute();
    return { userId, token };
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
