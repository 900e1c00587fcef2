import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '../../database/database.ts';
import { UnauthorizedError } from '../../errors/app-errors.ts';
import { sessionIdOf } from './session-cookie.ts';
import type { SignedInUser, SignInCheck } from './signed-in-user.ts';

/** The sessions of all users. Only hashes of their ids are kept, so that nobody can sign in with what the table holds. */
export class Sessions implements SignInCheck {
  readonly #database: Database;
  readonly #ttlMs: number;

  constructor(database: Database, ttlSeconds: number) {
    this.#database = database;
    this.#ttlMs = ttlSeconds * 1000;
  }

  /**
   * Starts a session and ends the one before it, so that an id that was known before the sign-in is worth nothing after it. Removes what
   * has expired on the way. Gives the id.
   */
  async start(userId: string, idBefore: string | undefined): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const now = new Date();
    await this.#database.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('sessions')
        .where((row) =>
          row.or([row('expires_at', '<=', now.toISOString()), row('id_hash', '=', hashOf(idBefore ?? ''))]),
        )
        .execute();
      await transaction
        .insertInto('sessions')
        .values({
          id_hash: hashOf(id),
          user_id: userId,
          expires_at: new Date(now.getTime() + this.#ttlMs).toISOString(),
          created_at: now.toISOString(),
        })
        .execute();
    });
    return id;
  }

  /** An unknown id is fine. */
  async end(id: string): Promise<void> {
    await this.#database.deleteFrom('sessions').where('id_hash', '=', hashOf(id)).execute();
  }

  /** Reads the user with the session, so that a new role counts at once. */
  async identify(headers: IncomingHttpHeaders): Promise<SignedInUser> {
    const id = sessionIdOf(headers);
    const row =
      id &&
      (await this.#database
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select(['users.id', 'users.role', 'sessions.expires_at'])
        .where('sessions.id_hash', '=', hashOf(id))
        .where('sessions.expires_at', '>', new Date().toISOString())
        .executeTakeFirst());
    if (!row) throw new UnauthorizedError('Sign in first');
    return { id: row.id, role: row.role, endsAt: Date.parse(row.expires_at) };
  }
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
