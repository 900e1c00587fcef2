import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts, listenOnLoopback, portOf } from '#host/free-port.ts';
import { type ProcessResult, type RunOptions, runProcess } from '#host/run-process.ts';
import { serveFolder } from '#host/static-server.ts';
import { startTcpProxy } from '#host/tcp-proxy.ts';
import { toolchainHint } from '#host/toolchain.ts';
import { exchange } from '#verify/http-exchange.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiebeam-host-'));
});
afterAll(() => rm(folder, { recursive: true }));

function runNode(script: string, options: RunOptions = {}): Promise<ProcessResult> {
  return runProcess({ words: [process.execPath, '-e', script], folder, environment: { GIVEN: 'a; b && $(c)' } }, options);
}

describe('running a process', () => {
  test('gives both streams and the exit code', async () => {
    const result = await runNode('console.log("out"); console.error("err"); process.exitCode = 3');
    expect(result.end).toEqual({ kind: 'exited', code: 3 });
    expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  test('passes words and environment on as they are, and nothing else', async () => {
    const result = await runProcess({
      words: [
        process.execPath,
        '-e',
        'console.log(JSON.stringify([process.argv[1], process.env.GIVEN, process.env.PATH]))',
        'x; echo $GIVEN',
      ],
      folder,
      environment: { GIVEN: 'a; b && $(c)' },
    });
    expect(JSON.parse(result.output)).toEqual(['x; echo $GIVEN', 'a; b && $(c)', null]);
  });

  test('a program that ends by a signal, one that takes too long, one that is cancelled', async () => {
    const forEver = 'setInterval(() => {}, 1000)';
    expect((await runNode('process.kill(process.pid, "SIGKILL")')).end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
    expect((await runNode(forEver, { timeoutMs: 50 })).end).toEqual({ kind: 'timed-out', afterMs: 50 });
    expect((await runNode(forEver, { signal: AbortSignal.timeout(50) })).end).toEqual({ kind: 'aborted' });
    expect((await runNode(forEver, { signal: AbortSignal.abort() })).end).toEqual({ kind: 'aborted' });
  });

  test('a child that would outlive its parent ends with it', async () => {
    const script = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setTimeout(() => process.exit(0), 50)`;
    // The child holds the output open: were it alive, this would never settle.
    expect((await runNode(script)).end).toEqual({ kind: 'exited', code: 0 });
  });

  test('keeps the beginning and the end of too much output', async () => {
    const { output } = await runNode('process.stdout.write("a" + "x".repeat(5000) + "z")', { maxOutput: 100 });
    expect(output).toMatch(/^ax{24}\n… 4902 characters left out …\nx{74}z$/);
  });

  test('says what is missing', async () => {
    const missing = await runProcess({ words: ['go-is-not-here'], folder, environment: {} });
    expect(missing.end).toMatchObject({
      kind: 'not-started',
      reason: expect.stringMatching(/^The command go-is-not-here was not found/),
    });
    const elsewhere = await runProcess({ words: [process.execPath], folder: join(folder, 'nowhere'), environment: {} });
    expect(elsewhere.end).toMatchObject({ kind: 'not-started', reason: expect.stringMatching(/nowhere does not exist$/) });
  });

  test.each([
    ['npm', /install Node\.js 22 or newer .* which brings npm/],
    ['/usr/bin/python3', /install Python 3\.11/],
    ['go.exe', /install Go /],
    ['frobnicate', /install it, or add its folder to PATH/],
  ])('the hint for %s', (program, hint) => {
    expect(toolchainHint(program)).toMatch(hint);
  });
});

test('free ports differ and can be listened on', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  const server = await listenOnLoopback(createServer(), ports[0]);
  expect(portOf(server)).toBe(ports[0]);
  await expect(listenOnLoopback(createServer(), ports[0])).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await closed(server);
});

test('a proxy lets through, cuts, and lets through again on the same port', async () => {
  const server = await listenOnLoopback(createServer((_, response) => response.end('here')));
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: portOf(server) });
  const ask = async (): Promise<string> => (await exchange(`http://127.0.0.1:${proxy.port}`, { method: 'GET', path: '/' })).text;
  expect(await ask()).toBe('here');
  await proxy.cut();
  expect(await ask()).toMatch(/ECONNREFUSED/);
  await proxy.restore();
  expect(await ask()).toBe('here');
  await proxy.close();
  await closed(server);
});

test('a cut ends the connections that are open', async () => {
  const server = await listenOnLoopback(createServer(() => undefined));
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: portOf(server) });
  const asked = new Promise((resolve) => server.once('request', resolve));
  const answer = exchange(`http://127.0.0.1:${proxy.port}`, { method: 'GET', path: '/' });
  await asked;
  await proxy.cut();
  expect((await answer).status).toBe(0);
  await closed(server);
});

test.each([
  ['/', 200, 'text/html; charset=utf-8', 'the page'],
  ['/products/7', 200, 'text/html; charset=utf-8', 'the page'],
  ['/app.js?x=1', 200, 'text/javascript; charset=utf-8', 'script()'],
  ['/missing.js', 404, 'text/plain', 'Not found'],
  ['/..%2f..%2fetc%2fpasswd', 200, 'text/html; charset=utf-8', 'the page'],
  ['/%E0%A4%A', 200, 'text/html; charset=utf-8', 'the page'],
])('a folder is served: %s', async (path, status, type, text) => {
  await writeFile(join(folder, 'index.html'), 'the page');
  await writeFile(join(folder, 'app.js'), 'script()');
  const server = await serveFolder(folder);
  const answer = await exchange(server.origin, { method: 'GET', path });
  await server.close();
  expect({ status: answer.status, type: answer.headers['content-type'], text: answer.text }).toEqual({ status, type, text });
});

function closed(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}
