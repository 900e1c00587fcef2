import { problemDetails } from '../errors/problem-details.ts';
import { currentRequestId } from '../logging/request-context.ts';

type Method = 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';

/**
 * Handlers for the methods that a route does not have. Next.js itself answers them with an empty 405, which does not name those that the
 * route has (RFC 9110, section 15.5.6).
 */
export function refuseOtherMethods(...own: readonly Method[]) {
  const allow = own.flatMap((it) => (it === 'GET' ? ['GET', 'HEAD'] : [it])).join(', ');
  const refuse = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const problem = problemDetails({
      status: 405,
      detail: `${pathname} does not answer ${request.method}`,
      instance: pathname,
      requestId: currentRequestId() ?? '',
    });
    const headers = { Allow: allow, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
    return new Response(JSON.stringify(problem), { status: 405, headers });
  };
  return { DELETE: refuse, GET: refuse, PATCH: refuse, POST: refuse, PUT: refuse };
}
