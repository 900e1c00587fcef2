import { authService } from '../../../../features/auth/auth.provider.ts';
import { Credentials } from '../../../../features/auth/auth.schema.ts';
import { limitFailures } from '../../../../features/auth/limit-failures.ts';
import { keepRefreshCookie } from '../../../../features/auth/refresh-cookie.ts';
import { handle } from '../../../../http/handle.ts';
import { jsonBody } from '../../../../http/json-body.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';

export const POST = handle((request) =>
  limitFailures(async () => {
    const { session, refreshToken } = await authService().login(Credentials.parse(await jsonBody(request)));
    return Response.json(session, { headers: keepRefreshCookie(refreshToken) });
  }),
);

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');
