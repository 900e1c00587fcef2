import { errorAnswer } from '../errors/error-answer.ts';
import { runtime } from '../logging/request-context.ts';

type Handler<Params> = (request: Request, params: Params) => Promise<Response>;

/** Makes a route handler whose errors are answered as problem details. What is the same for every request stands in `listener.ts`. */
export function handle<Params = unknown>(handler: Handler<Params>) {
  return async (request: Request, { params }: { readonly params: Promise<Params> }): Promise<Response> => {
    try {
      return await handler(request, await params);
    } catch (error) {
      const { body, ...init } = errorAnswer(error, new URL(request.url).pathname, runtime().logger);
      return new Response(body, init);
    }
  };
}

/** The answer to a request that has been done and has nothing to tell. */
export function noContent(headers: HeadersInit = {}): Response {
  return new Response(null, { status: 204, headers });
}
