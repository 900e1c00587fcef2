import { jsonResponse, type Operations, problemResponse } from '../openapi/operations.ts';

export const changeOperations: Operations = {
  '/api/changes': {
    get: {
      operationId: 'readChanges',
      tags: ['changes'],
      summary: 'What has changed since a position',
      parameters: [
        {
          name: 'since',
          in: 'query',
          description: 'The `next` of the answer before; without it the answer only says where now is',
          schema: { type: 'string' },
        },
      ],
      responses: { '200': jsonResponse('The changes, oldest first', 'Changes'), default: problemResponse },
    },
  },
};
