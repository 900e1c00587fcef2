import type { IncomingMessage, ServerResponse } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';

type RouteHandler = (request: Request, context: { readonly params: Promise<object> }) => Promise<Response>;

interface Route {
  readonly pattern: RegExp;
  readonly handlers: Readonly<Record<string, RouteHandler | undefined>>;
}

const folder = join(import.meta.dirname, '../src/app');

/** Answers with the route handlers below `src/app`, chosen by path and method as Next.js chooses them. */
export async function loadRoutes(): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const files = (await readdir(folder, { recursive: true })).filter((it) => /(^|[/\\])route\.ts$/.test(it));
  // A name is tried before a placeholder, and a placeholder before one for the whole rest.
  const ordered = files.map((it) => it.replaceAll('\\', '/')).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const routes = await Promise.all(
    ordered.map(async (file): Promise<Route> => ({
      pattern: patternOf(file),
      handlers: await import(pathToFileURL(join(folder, file)).href),
    })),
  );
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://test');
    for (const { pattern, handlers } of routes) {
      const match = pattern.exec(url.pathname);
      if (match === null) continue;
      const answer = await handlers[request.method ?? 'GET']?.(toRequest(request, url), {
        params: Promise.resolve({ ...match.groups }),
      });
      return send(answer ?? new Response(null, { status: 405 }), response);
    }
    return send(new Response(null, { status: 404 }), response);
  };
}

function patternOf(file: string): RegExp {
  const path = file
    .replace(/\/?route\.ts$/, '')
    .replaceAll('.json', '\\.json')
    .replace(/\[\[?\.\.\.(\w+)\]?\]/, '(?<$1>.*)')
    .replaceAll(/\[(\w+)\]/g, '(?<$1>[^/]+)');
  return new RegExp(`^/${path}$`);
}

function rank(file: string): string {
  return file.replaceAll('[[', '~~').replaceAll('[...', '~').replaceAll('[', '}');
}

function toRequest(request: IncomingMessage, url: URL): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(url, {
    method: request.method ?? 'GET',
    headers,
    ...(hasBody && { body: Readable.toWeb(request), duplex: 'half' }),
  } as RequestInit);
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body as never), response);
}
