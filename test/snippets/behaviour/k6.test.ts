// The smoke test of the library, with the real k6 against a small server. Building k6 from its sources takes minutes, once.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProcess } from '#host/run-process.ts';
import { goNeeds } from '../compile/install.ts';
import { cacheFolder, installOnce, mustRun, writeFresh } from '../compile/project.ts';
import { casesOf, newFiles } from './cases.ts';

const VERSION = 'v1.8.1';
let k6 = '';
let isReady = true;
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/ready') response.writeHead(isReady ? 200 : 503).end('{}');
  else if (pathname === '/orders') response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[]}');
  else response.writeHead(404).end();
});

beforeAll(async () => {
  const folder = cacheFolder('k6');
  k6 = join(folder, 'bin', 'k6');
  installOnce(folder, VERSION, () => {
    mustRun('go', ['install', `go.k6.io/k6@${VERSION}`], { cwd: folder, needs: goNeeds, env: { GOBIN: join(folder, 'bin') } });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}, 900_000);

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test.each([
  [true, 0, 'a service that answers passes'],
  [false, 99, 'a service that is not ready fails its thresholds'],
])('ready: %s, so that k6 ends with %i: %s', async (ready, code) => {
  isReady = ready;
  const target = join(cacheFolder('k6'), 'load');
  const [snippet = ''] = casesOf('k6').flatMap((it) => it.snippets);
  const files = newFiles(snippet, { 'package.json': '{}', 'src/main.ts': '' }, 'src/main.ts');
  expect([...files.keys()]).toEqual(['load/smoke.ts']);
  // How fast this machine is says nothing of the script.
  writeFresh(target, new Map([...files].map(([path, text]) => [path, text.replaceAll(/(?<=p\(9[59]\)<)\d+/g, '30000')])));
  const { port } = server.address() as AddressInfo;
  // Half a minute is for a real service: what is measured here is that the script runs.
  const words = [k6, 'run', '--quiet', '--no-usage-report', '--duration', '3s', '--env', `BASE_URL=http://127.0.0.1:${port}`];
  const environment = { PATH: process.env.PATH ?? '', HOME: target };
  const { end, output } = await runProcess(
    { words: [...words, 'load/smoke.ts'], folder: target, environment },
    { timeoutMs: 100_000 },
  );
  expect(end, output).toMatchObject({ code });
  expect(output).toContain('is a page');
});
