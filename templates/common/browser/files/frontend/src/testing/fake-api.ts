import { vi } from 'vitest';

/** What the API answers: a body is JSON with status 200, a number is a status without a body. */
export type FakeAnswer = number | { readonly status?: number; readonly body?: unknown } | Error;

export interface Call {
  readonly route: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Replaces `fetch`. Answers by `METHOD /path`, without the query; a list is used up in order and its last answer stays. */
export function fakeApi(answers: Record<string, FakeAnswer | FakeAnswer[]>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const route = `${init.method ?? 'GET'} ${new URL(url).pathname}`;
    calls.push({
      route,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    const given = answers[route] ?? 404;
    const answer = Array.isArray(given) ? (given.length > 1 ? given.shift() : given[0]) : given;
    if (answer instanceof Error) throw answer;
    return responseOf(answer ?? 404);
  });
  return calls;
}

function responseOf(answer: Exclude<FakeAnswer, Error>): Response {
  const { status = 200, body } = typeof answer === 'number' ? { status: answer } : answer;
  if (status === 204) return new Response(null, { status });
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  return new Response(JSON.stringify(body ?? { status }), { status, headers: { 'Content-Type': type } });
}
