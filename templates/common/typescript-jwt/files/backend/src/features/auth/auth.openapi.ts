import { jsonBody, jsonResponse, type Operations, problemResponse } from '../../openapi/operations.ts';

const tags = ['auth'];

export const securitySchemes = { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };

export const authOperations: Operations = {
  '/api/auth/login': {
    post: {
      operationId: 'login',
      tags,
      summary: 'Sign in; the refresh token comes as a cookie',
      security: [],
      requestBody: jsonBody('Credentials'),
      responses: { '200': jsonResponse('The session', 'Session'), default: problemResponse },
    },
  },
  '/api/auth/refresh': {
    post: {
      operationId: 'refresh',
      tags,
      summary: 'Exchange the refresh cookie for a new session',
      security: [],
      responses: { '200': jsonResponse('The session', 'Session'), default: problemResponse },
    },
  },
  '/api/auth/logout': {
    post: {
      operationId: 'logout',
      tags,
      summary: 'End the session',
      security: [],
      responses: { '204': { description: 'Signed out' }, default: problemResponse },
    },
  },
};
