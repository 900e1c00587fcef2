import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './document.ts';

/** The description of the API, for people and for tools. */
export async function openApiRoutes(app: FastifyInstance) {
  const document = openApiDocument();
  app.get('/', async () => document);
}
