import { authenticate } from '../../../../features/auth/access.ts';
import { handle } from '../../../../http/handle.ts';
import { runtime } from '../../../../logging/request-context.ts';

export const GET = handle(async (request) => {
  const { id } = await authenticate(request);
  return Response.json(await runtime().users.withId(id));
});
