import type { RequestHandler } from 'express';
import { signedInUser } from './access.ts';
import type { AccountService } from './account.service.ts';
import { Credentials } from './auth.schema.ts';

export class AccountController {
  readonly #accounts: AccountService;

  constructor(accounts: AccountService) {
    this.#accounts = accounts;
  }

  readonly register: RequestHandler = async (request, response) => {
    const user = await this.#accounts.register(Credentials.parse(request.body));
    response.status(201).json(user);
  };

  readonly me: RequestHandler = async (request, response) => {
    response.json(await this.#accounts.withId(signedInUser(request).id));
  };
}
