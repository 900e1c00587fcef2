import { authService } from '../../../../features/auth/auth.provider.ts';
import { dropRefreshCookie, refreshCookie } from '../../../../features/auth/refresh-cookie.ts';
import { handle, noContent } from '../../../../http/handle.ts';

export const POST = handle(async (request) => {
  await authService().logout(refreshCookie(request));
  return noContent(dropRefreshCookie());
});
