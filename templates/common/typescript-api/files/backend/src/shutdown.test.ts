import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createLogger } from './logging/logger.ts';
import { shutDown } from './shutdown.ts';

test('lets a running request finish, then gives resources back', async () => {
  const order: string[] = [];
  const { server, url, arrived } = await serve((_request, response) => {
    setTimeout(() => {
      order.push('answered');
      response.end('done');
    }, 100);
  });
  const response = call(url);
  await arrived;
  await shutDown({
    server,
    logger: createLogger('silent'),
    timeoutMs: 5000,
    endConnections: () => order.push('connections ended'),
    release: async () => {
      order.push('released');
    },
  });
  expect((await response).statusCode).toBe(200);
  expect(order).toEqual(['connections ended', 'answered', 'released']);
  await expect(call(url)).rejects.toThrow();
});

test('cuts a request that does not end in time', async () => {
  const { server, url, arrived } = await serve(() => undefined);
  const response = call(url);
  response.catch(() => undefined);
  await arrived;
  await shutDown({
    server,
    logger: createLogger('silent'),
    timeoutMs: 50,
    endConnections: () => undefined,
    release: async () => undefined,
  });
  await expect(response).rejects.toThrow();
});

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const arrived = once(server, 'request');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, arrived, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function call(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, (response) => resolve(response.resume())).on('error', reject);
  });
}
