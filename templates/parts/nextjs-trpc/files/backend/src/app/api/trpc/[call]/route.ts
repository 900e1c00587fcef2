import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { authenticate } from '../../../../features/auth/access.ts';
import { handle } from '../../../../http/handle.ts';
import { jsonBody } from '../../../../http/json-body.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';
import { runtime } from '../../../../logging/request-context.ts';
import { createHandlerOptions } from '../../../../trpc/handler-options.ts';

export const GET = handle(answer);

export const POST = handle(async (request) => {
  const body = JSON.stringify(await jsonBody(request));
  return answer(new Request(request.url, { method: 'POST', headers: request.headers, body }));
});

export const { DELETE, PATCH, PUT } = refuseOtherMethods('GET', 'POST');

function answer(request: Request): Promise<Response> {
  const { changes, database, logger } = runtime();
  return fetchRequestHandler({
    ...createHandlerOptions({ changes, database, logger }),
    endpoint: '/api/trpc',
    req: request,
    createContext: () => ({ identify: () => authenticate(request) }),
  });
}
