import { Router } from 'express';
import { bookByIsbn, bestSellers } from './catalogue.service.js';

export const catalogueRouter = Router();

catalogueRouter.get('/best-sellers', async (_request, response) => {
  response.json(await bestSellers());
});

catalogueRouter.get('/books/:isbn', async (request, response) => {
  response.json(await bookByIsbn(request.params.isbn));
});
