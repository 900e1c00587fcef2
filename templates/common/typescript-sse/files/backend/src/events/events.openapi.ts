import type { Operations } from '../openapi/operations.ts';
import { problemResponse } from '../openapi/operations.ts';

export const eventOperations: Operations = {
  '/api/events': {
    get: {
      operationId: 'listenToEvents',
      tags: ['events'],
      summary: 'Changes as server-sent events',
      parameters: [
        {
          name: 'Last-Event-ID',
          in: 'header',
          description: 'The last id that was seen; what came after it is sent first',
          schema: { type: 'string' },
        },
      ],
      responses: {
        '200': {
          description: 'A stream without an end',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        default: problemResponse,
      },
    },
  },
};
