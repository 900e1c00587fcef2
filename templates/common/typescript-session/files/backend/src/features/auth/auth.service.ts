import type { AccountService } from './account.service.ts';
import type { Credentials } from './auth.schema.ts';
import type { Session } from './session.schema.ts';
import type { Sessions } from './sessions.ts';

export interface SignIn {
  readonly session: Session;
  /** For the cookie. */
  readonly id: string;
}

export class AuthService {
  readonly #accounts: AccountService;
  readonly #sessions: Sessions;

  constructor(accounts: AccountService, sessions: Sessions) {
    this.#accounts = accounts;
    this.#sessions = sessions;
  }

  async login(credentials: Credentials, idBefore: string | undefined): Promise<SignIn> {
    const user = await this.#accounts.withPassword(credentials);
    return { session: { user }, id: await this.#sessions.start(user.id, idBefore) };
  }

  async logout(id: string | undefined): Promise<void> {
    if (id !== undefined) await this.#sessions.end(id);
  }
}
