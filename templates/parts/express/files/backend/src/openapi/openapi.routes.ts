import { Router } from 'express';
import { openApiDocument } from './document.ts';

/** The description of the API, for people and for tools. */
export function createOpenApiRoutes(): Router {
  const document = openApiDocument();
  const router = Router();
  router.get('/', (_request, response) => {
    response.json(document);
  });
  return router;
}
