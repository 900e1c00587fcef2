import { type Operations, problemResponse } from '../openapi/operations.ts';

export const socketOperations: Operations = {
  '/api/socket': {
    get: {
      operationId: 'openSocket',
      tags: ['events'],
      summary: 'Changes over a WebSocket',
      parameters: [
        {
          name: 'lastEventId',
          in: 'query',
          description: 'The last id that was seen; what came after it is sent first',
          schema: { type: 'string' },
        },
      ],
      responses: { '101': { description: 'A WebSocket with the subprotocol events.v1' }, default: problemResponse },
    },
  },
};
