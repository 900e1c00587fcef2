import { UnauthorizedError } from '../../errors/app-errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Credentials, Session, User } from './auth.schema.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { RefreshTokenRepository } from './refresh-token.repository.ts';
import type { UserRepository } from './user.repository.ts';

export interface SignIn {
  readonly session: Session;
  readonly refreshToken: string;
}

export class AuthService {
  readonly #users: UserRepository;
  readonly #refreshTokens: RefreshTokenRepository;
  readonly #accessTokens: AccessTokens;
  #nobodysHash: Promise<string> | undefined;

  constructor(users: UserRepository, refreshTokens: RefreshTokenRepository, accessTokens: AccessTokens) {
    this.#users = users;
    this.#refreshTokens = refreshTokens;
    this.#accessTokens = accessTokens;
  }

  async register({ email, password }: Credentials): Promise<User> {
    return this.#users.create({ email, passwordHash: await hashPassword(password), role: 'user' });
  }

  async login({ email, password }: Credentials): Promise<SignIn> {
    const user = await this.#users.findByEmail(email);
    const isRight = await verifyPassword(password, user?.passwordHash ?? (await this.#hashOfNobody()));
    if (user === undefined || !isRight) throw new UnauthorizedError('Email or password is wrong');
    const { token } = await this.#refreshTokens.issue(user.id);
    return this.#signIn({ id: user.id, email: user.email, role: user.role }, token);
  }

  async refresh(refreshToken: string | undefined): Promise<SignIn> {
    const successor = refreshToken === undefined ? undefined : await this.#refreshTokens.rotate(refreshToken);
    const user = successor && (await this.#users.findById(successor.userId));
    if (successor === undefined || user === undefined) throw new UnauthorizedError('Sign in again');
    return this.#signIn(user, successor.token);
  }

  async logout(refreshToken: string | undefined): Promise<void> {
    if (refreshToken !== undefined) await this.#refreshTokens.revoke(refreshToken);
  }

  async userOf(id: string): Promise<User> {
    const user = await this.#users.findById(id);
    if (user === undefined) throw new UnauthorizedError('This account no longer exists');
    return user;
  }

  /** Checked for unknown addresses, so that the time of an answer does not tell which addresses have an account. */
  #hashOfNobody(): Promise<string> {
    this.#nobodysHash ??= hashPassword('');
    return this.#nobodysHash;
  }

  async #signIn(user: User, refreshToken: string): Promise<SignIn> {
    const accessToken = await this.#accessTokens.sign(user);
    return { session: { accessToken, expiresIn: this.#accessTokens.ttlSeconds, user }, refreshToken };
  }
}
