import type { RequestHandler } from 'express';
import { signedInUser } from './access.ts';
import { Credentials } from './auth.schema.ts';
import type { UserService } from './user.service.ts';

export class UserController {
  readonly #users: UserService;

  constructor(users: UserService) {
    this.#users = users;
  }

  readonly register: RequestHandler = async (request, response) => {
    const user = await this.#users.register(Credentials.parse(request.body));
    response.status(201).json(user);
  };

  readonly me: RequestHandler = async (request, response) => {
    response.json(await this.#users.withId(signedInUser(request).id));
  };
}
