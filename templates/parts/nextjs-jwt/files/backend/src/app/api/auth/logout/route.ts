import { authService } from '../../../../features/auth/auth.provider.ts';
import { dropRefreshCookie, refreshCookie } from '../../../../features/auth/refresh-cookie.ts';
import { handle, noContent } from '../../../../http/handle.ts';
import { refuseOtherMethods } from '../../../../http/refuse-other-methods.ts';

export const POST = handle(async (request) => {
  await authService().logout(refreshCookie(request));
  return noContent(dropRefreshCookie());
});

export const { DELETE, GET, PATCH, PUT } = refuseOtherMethods('POST');
