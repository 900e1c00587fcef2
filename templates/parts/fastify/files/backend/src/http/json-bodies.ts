import plugin from 'fastify-plugin';
import { UnsupportedMediaTypeError } from '../errors/app-errors.ts';

/** Bodies are JSON, as it is: Fastify reads text too, and does not look whether a body is compressed. */
export const jsonBodies = plugin(async (app) => {
  app.removeContentTypeParser('text/plain');
  app.addHook('preParsing', async ({ headers }) => {
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new UnsupportedMediaTypeError('The encoding of the request body is not supported');
    }
  });
});
