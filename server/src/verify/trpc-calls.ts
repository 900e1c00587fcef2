import { camelCase } from '#decisions/names.ts';
import type { Resource } from '#decisions/resource.ts';
import { type Exchange, type HttpRequest, isRecord, memberOf } from './http-exchange.ts';

// The probes speak of resources in the words of REST. Where tRPC was decided, their requests are put into its words here, and the answers
// back: the same promises, another envelope.

/** Path of the procedure that lists or creates a resource: `/api/trpc/orderLine.list`. */
export function procedurePath(resource: Resource, procedure: 'list' | 'create'): string {
  return `/api/trpc/${camelCase(resource.name)}.${procedure}`;
}

/** The call for a request to a resource; undefined for any other request, which goes as it is. */
export function trpcCall(resources: readonly Resource[], request: HttpRequest): HttpRequest | undefined {
  const found = /^\/api\/([^/?]+)(?:\/([^/?]+))?(?:\?(.*))?$/.exec(request.path);
  const resource = resources.find((it) => it.plural === found?.[1]);
  if (found === null || resource === undefined) return undefined;
  const id = decoded(found[2]);
  if (found[2] !== undefined && id === undefined) return undefined;
  const { headers, body } = request;
  const path = (procedure: string): string => `/api/trpc/${camelCase(resource.name)}.${procedure}`;
  const query = (procedure: string, input: unknown): HttpRequest => ({
    method: 'GET',
    path: `${path(procedure)}?input=${encodeURIComponent(JSON.stringify(input))}`,
    headers,
  });
  const mutation = (procedure: string, input: unknown): HttpRequest => ({
    method: 'POST',
    path: path(procedure),
    headers,
    body: input,
  });
  if (id === undefined) {
    if (request.method === 'GET') return query('list', pageOf(found[3] ?? ''));
    return request.method === 'POST' ? mutation('create', body) : undefined;
  }
  if (request.method === 'GET') return query('byId', { id });
  if (request.method === 'PATCH') return mutation('update', { id, values: body });
  return request.method === 'DELETE' ? mutation('delete', { id }) : undefined;
}

/**
 * An answer of tRPC as REST would give it: what stands in `result.data` with the status of the method, or the error as a problem. An answer
 * that is no tRPC envelope, such as one of the rate limit, stays as it is.
 */
export function fromTrpc(asked: HttpRequest, answer: Exchange): Exchange {
  const error = memberOf(answer.json, 'error');
  if (isRecord(error)) return { ...answer, ...problemOf(asked, answer, error) };
  const result = memberOf(answer.json, 'result');
  if (!isRecord(result) || answer.status !== 200) return answer;
  const { data } = result;
  if (asked.method === 'DELETE') return { ...answer, status: 204, json: undefined };
  if (asked.method !== 'POST') return { ...answer, json: data };
  const location = `${asked.path}/${String(memberOf(data, 'id'))}`;
  return { ...answer, status: 201, json: data, headers: { ...answer.headers, location } };
}

function problemOf(
  asked: HttpRequest,
  { status, headers }: Exchange,
  error: Readonly<Record<string, unknown>>,
): Partial<Exchange> {
  const { data, message } = error;
  const errors = memberOf(data, 'errors');
  const refused: readonly unknown[] = Array.isArray(errors) ? errors : [];
  // tRPC can have one code for what cannot be read and for what is refused; the latter names its fields. An id that is none finds nothing.
  const isId = refused.length > 0 && refused.every((it) => memberOf(it, 'field') === 'id');
  const isRefusal = (status === 400 || status === 422) && refused.length > 0;
  const meant = !isRefusal ? status : isId && asked.method !== 'POST' ? 404 : 422;
  return {
    status: meant,
    headers: { ...headers, 'content-type': headers['content-type']?.replace('application/json', 'application/problem+json') },
    json: {
      type: 'about:blank',
      title: message,
      status: memberOf(data, 'httpStatus') === status ? meant : memberOf(data, 'httpStatus'),
      request_id: memberOf(data, 'requestId'),
      errors,
    },
  };
}

function pageOf(query: string): Readonly<Record<string, unknown>> {
  const values = Object.fromEntries(new URLSearchParams(query));
  const { limit } = values;
  return limit !== undefined && /^\d+$/.test(limit) ? { ...values, limit: Number(limit) } : values;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
