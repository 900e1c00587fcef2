import { authService } from '../../../../features/auth/auth.provider.ts';
import { keepRefreshCookie, refreshCookie } from '../../../../features/auth/refresh-cookie.ts';
import { handle } from '../../../../http/handle.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';

export const POST = handle(async (request) => {
  const { session, refreshToken } = await authService().refresh(refreshCookie(request));
  return Response.json(session, { headers: keepRefreshCookie(refreshToken) });
});

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');
