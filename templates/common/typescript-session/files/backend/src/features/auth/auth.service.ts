import type { Credentials } from './auth.schema.ts';
import type { Session } from './session.schema.ts';
import type { Sessions } from './sessions.ts';
import type { UserService } from './user.service.ts';

export interface SignIn {
  readonly session: Session;
  /** For the cookie. */
  readonly id: string;
}

export class AuthService {
  readonly #users: UserService;
  readonly #sessions: Sessions;

  constructor(users: UserService, sessions: Sessions) {
    this.#users = users;
    this.#sessions = sessions;
  }

  async login(credentials: Credentials, idBefore: string | undefined): Promise<SignIn> {
    const user = await this.#users.withPassword(credentials);
    return { session: { user }, id: await this.#sessions.start(user.id, idBefore) };
  }

  async logout(id: string | undefined): Promise<void> {
    if (id !== undefined) await this.#sessions.end(id);
  }
}
