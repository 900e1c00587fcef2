import { UnauthorizedError } from '../../errors/app-errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Credentials, User } from './auth.schema.ts';
import type { RefreshTokenRepository } from './refresh-token.repository.ts';
import type { Session } from './session.schema.ts';
import type { UserService } from './user.service.ts';

export interface SignIn {
  readonly session: Session;
  readonly refreshToken: string;
}

export class AuthService {
  readonly #users: UserService;
  readonly #refreshTokens: RefreshTokenRepository;
  readonly #accessTokens: AccessTokens;

  constructor(users: UserService, refreshTokens: RefreshTokenRepository, accessTokens: AccessTokens) {
    this.#users = users;
    this.#refreshTokens = refreshTokens;
    this.#accessTokens = accessTokens;
  }

  async login(credentials: Credentials): Promise<SignIn> {
    const user = await this.#users.withPassword(credentials);
    const { token } = await this.#refreshTokens.issue(user.id);
    return this.#signIn(user, token);
  }

  async refresh(refreshToken: string | undefined): Promise<SignIn> {
    const successor = refreshToken === undefined ? undefined : await this.#refreshTokens.rotate(refreshToken);
    if (successor === undefined) throw new UnauthorizedError('Sign in again');
    return this.#signIn(await this.#users.withId(successor.userId), successor.token);
  }

  async logout(refreshToken: string | undefined): Promise<void> {
    if (refreshToken !== undefined) await this.#refreshTokens.revoke(refreshToken);
  }

  async #signIn(user: User, refreshToken: string): Promise<SignIn> {
    const accessToken = await this.#accessTokens.sign(user);
    return { session: { accessToken, expiresIn: this.#accessTokens.ttlSeconds, user }, refreshToken };
  }
}
