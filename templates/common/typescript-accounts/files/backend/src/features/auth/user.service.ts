import { UnauthorizedError } from '../../errors/app-errors.ts';
import type { Credentials, User } from './auth.schema.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { UserRepository } from './user.repository.ts';

/** Accounts and their passwords. What comes after the password is right, a token or a session, is not known here. */
export class UserService {
  readonly #users: UserRepository;
  #nobodysHash: Promise<string> | undefined;

  constructor(users: UserRepository) {
    this.#users = users;
  }

  async register({ email, password }: Credentials): Promise<User> {
    return this.#users.create({ email, passwordHash: await hashPassword(password), role: 'user' });
  }

  /** The user with this password. Throws UnauthorizedError in the same words for an unknown address and for a wrong password. */
  async withPassword({ email, password }: Credentials): Promise<User> {
    const user = await this.#users.findByEmail(email);
    const isRight = await verifyPassword(password, user?.passwordHash ?? (await this.#hashOfNobody()));
    if (user === undefined || !isRight) throw new UnauthorizedError('Email or password is wrong');
    return { id: user.id, email: user.email, role: user.role };
  }

  async withId(id: string): Promise<User> {
    const user = await this.#users.findById(id);
    if (user === undefined) throw new UnauthorizedError('This account no longer exists');
    return user;
  }

  /** Checked for unknown addresses, so that the time of an answer does not tell which addresses have an account. */
  #hashOfNobody(): Promise<string> {
    this.#nobodysHash ??= hashPassword('');
    return this.#nobodysHash;
  }
}
