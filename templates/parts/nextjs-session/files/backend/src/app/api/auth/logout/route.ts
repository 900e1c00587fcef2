import { authService } from '../../../../features/auth/auth.provider.ts';
import { sessionIdOf } from '../../../../features/auth/session-cookie.ts';
import { dropSessionCookie } from '../../../../features/auth/set-session-cookie.ts';
import { handle, noContent } from '../../../../http/handle.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';

export const POST = handle(async (request) => {
  await authService().logout(sessionIdOf(Object.fromEntries(request.headers)));
  return noContent(dropSessionCookie());
});

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');
