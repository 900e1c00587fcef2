import { Agent, type IncomingHttpHeaders, request as startRequest } from 'node:http';

export interface HttpRequest {
  readonly method: string;
  /** Path and query, sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is with the content type JSON, unless the headers say otherwise; anything else as its JSON text. */
  readonly body?: unknown;
}

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** 0 where the connection failed; `text` says how. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown;
  readonly ms: number;
  /** The lines that the server logged for it, as far as they can be told. */
  readonly log: () => string;
}

/** Milliseconds until a request that gets no answer counts as failed. */
export const requestTimeoutMs = 10_000;

/** Sends a request to `origin`. Never rejects: a refused or broken connection is an exchange with status 0. */
export function exchange(origin: string, request: HttpRequest, signal?: AbortSignal): Promise<Exchange> {
  const { method, path } = request;
  const body = bodyText(request.body);
  const headers: Record<string, string> = {
    connection: 'close',
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    ...lowerCaseKeys(request.headers ?? {}),
  };
  const start = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number, answer: IncomingHttpHeaders, text: string): void => {
      resolve({ method, path, status, headers: answer, text, json: parsed(text), ms: performance.now() - start, log: () => '' });
    };
    const fail = (error: Error): void => finish(0, {}, `no answer: ${error.message}`);
    const { hostname, port } = new URL(origin);
    const limit = AbortSignal.any([AbortSignal.timeout(requestTimeoutMs), ...(signal === undefined ? [] : [signal])]);
    const outgoing = startRequest({ hostname, port, method, path, headers, agent: oneShot, signal: limit }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => finish(response.statusCode ?? 0, response.headers, text));
      response.on('error', fail);
    });
    // A server that refuses a body may close the connection while it is still being written; the answer counts.
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

/** The value of a header, several values joined by a comma; undefined where it is missing. */
export function headerOf(of: Pick<Exchange, 'headers'>, name: string): string | undefined {
  const value = of.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A member of the JSON body; undefined where the body is no object or has no such member. */
export function member(of: Pick<Exchange, 'json'>, name: string): unknown {
  return memberOf(of.json, name);
}

export function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const oneShot = new Agent({ keepAlive: false });

function bodyText(body: unknown): string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lowerCaseKeys(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
