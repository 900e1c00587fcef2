import { defineFramework } from '../framework-model.ts';

/** The errors that `@hapi/boom` and `http-errors` make by name, with their status. */
const NAMED = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  500: 'internal',
} as const;

export default defineFramework({
  name: 'http-errors',
  title: 'http-errors and Boom',
  languages: ['typescript', 'javascript'],
  modules: ['http-errors', '@hapi/boom', 'boom'],
  calls: [
    { on: ['default', 'createError', 'createHttpError'], is: 'response', status: [0], body: [1], isRaised: true },
    ...Object.entries(NAMED).map(
      ([code, name]) =>
        ({
          on: [name, `default.${name}`, `default.${name.charAt(0).toUpperCase()}${name.slice(1)}`],
          is: 'response',
          code: Number(code),
          body: [0],
          isRaised: true,
        }) as const,
    ),
  ],
});
