import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { listenOnLoopback, portOf } from './free-port.ts';

export interface StaticServer {
  /** Such as `http://127.0.0.1:41234`, without a trailing slash. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves the files of a folder on the loopback address. A path without a file gets `index.html`, as single-page applications expect. */
export async function serveFolder(folder: string, port = 0): Promise<StaticServer> {
  const server = createServer((request, response) => {
    void answer(folder, request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    });
  });
  await listenOnLoopback(server, port);
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer | string;
}

async function answer(folder: string, url: string): Promise<Answer> {
  const path = requestedPath(url);
  const file = path === undefined ? undefined : normalize(join(folder, path));
  if (file?.startsWith(normalize(folder) + sep)) {
    const body = await contentOf(file);
    if (body !== undefined) return { status: 200, type: typeOf(file), body };
    if (extname(file) !== '') return { status: 404, type: 'text/plain', body: 'Not found' };
  }
  const page = await contentOf(join(folder, 'index.html'));
  return page === undefined
    ? { status: 404, type: 'text/plain', body: 'Not found' }
    : { status: 200, type: typeOf('.html'), body: page };
}

function requestedPath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}

function typeOf(file: string): string {
  return types[extname(file)] ?? (file.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/octet-stream');
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
