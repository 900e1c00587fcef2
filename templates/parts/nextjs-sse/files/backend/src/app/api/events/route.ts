import { PassThrough, Readable } from 'node:stream';
import { eventStreamHeaders } from '../../../events/event-stream.ts';
import { authenticate, signInCheckOf } from '../../../features/auth/access.ts';
import { handle } from '../../../http/handle.ts';
import { refuseOtherMethods } from '../../../http/refuse-other-methods.ts';
import { runtime } from '../../../logging/request-context.ts';

export const GET = handle(async (request) => {
  const { endsAt } = await authenticate(request);
  const client = new PassThrough();
  runtime().eventStream.connect(client, {
    lastEventId: request.headers.get('Last-Event-ID') ?? undefined,
    endsAt,
    isSignedIn: signInCheckOf(request),
  });
  return new Response(Readable.toWeb(client) as ReadableStream, { headers: eventStreamHeaders });
});

export const { DELETE, PATCH, POST, PUT } = refuseOtherMethods('GET');
