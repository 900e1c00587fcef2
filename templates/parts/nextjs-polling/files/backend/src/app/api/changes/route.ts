import { changesSince } from '../../../events/changes.ts';
import { authenticate } from '../../../features/auth/access.ts';
import { handle } from '../../../http/handle.ts';
import { refuseOtherMethods } from '../../../http/refuse-other-methods.ts';
import { runtime } from '../../../logging/request-context.ts';

export const GET = handle(async (request) => {
  await authenticate(request);
  const since = new URL(request.url).searchParams.getAll('since');
  const changes = changesSince(runtime().eventLog, since.length === 0 ? undefined : since.join());
  return Response.json(changes, { headers: { 'Cache-Control': 'no-store' } });
});

export const { DELETE, PATCH, POST, PUT } = refuseOtherMethods('GET');
