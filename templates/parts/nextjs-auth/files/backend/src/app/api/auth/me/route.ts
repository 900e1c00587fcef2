import { authenticate } from '../../../../features/auth/access.ts';
import { handle } from '../../../../http/handle.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';
import { runtime } from '../../../../logging/request-context.ts';

export const GET = handle(async (request) => {
  const { id } = await authenticate(request);
  return Response.json(await runtime().users.withId(id));
});

export const { DELETE, PATCH, POST, PUT } = refuseOtherMethods('GET');
