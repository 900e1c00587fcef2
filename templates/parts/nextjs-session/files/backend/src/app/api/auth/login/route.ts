import { authService } from '../../../../features/auth/auth.provider.ts';
import { Credentials } from '../../../../features/auth/auth.schema.ts';
import { limitFailures } from '../../../../features/auth/limit-failures.ts';
import { sessionIdOf } from '../../../../features/auth/session-cookie.ts';
import { keepSessionCookie } from '../../../../features/auth/set-session-cookie.ts';
import { handle } from '../../../../http/handle.ts';
import { jsonBody } from '../../../../http/json-body.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';

export const POST = handle((request) =>
  limitFailures(async () => {
    const credentials = Credentials.parse(await jsonBody(request));
    const { session, id } = await authService().login(credentials, sessionIdOf(Object.fromEntries(request.headers)));
    return Response.json(session, { headers: keepSessionCookie(id) });
  }),
);

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');
