import { jsonBody, jsonResponse, type Operations, problemResponse } from '../../openapi/operations.ts';

const tags = ['auth'];

export const userOperations: Operations = {
  '/api/auth/register': {
    post: {
      operationId: 'register',
      tags,
      summary: 'Create an account',
      security: [],
      requestBody: jsonBody('Credentials'),
      responses: { '201': jsonResponse('The account', 'User'), default: problemResponse },
    },
  },
  '/api/auth/me': {
    get: {
      operationId: 'readMe',
      tags,
      summary: 'Who is signed in',
      responses: { '200': jsonResponse('The user', 'User'), default: problemResponse },
    },
  },
};
