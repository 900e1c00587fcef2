// What snippets of HTML do with htmx in a real Chromium, against a small server.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { expandTemplate } from '#snippets/expand.ts';
import { launchBrowser } from '../../vscode/host/workbench.ts';
import { casesOf, library } from './cases.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const require = createRequire(import.meta.url);
const SCRIPTS = ['htmx.js', 'ext/hx-sse.js', 'ext/hx-ws.js']
  .map((it) => require.resolve(`htmx.org/dist/${it}`))
  .map((it) => `<script>${readFileSync(it, 'utf8')}</script>`)
  .join('\n');
const left = new Set(casesOf('html').flatMap((it) => it.snippets));
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let answers: Record<string, Answer> = {};
let troubles: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = answers[`${request.method} ${pathname}`];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await launchBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

beforeEach(async () => {
  answers = {};
  troubles = [];
  context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
});

afterEach(async () => {
  await context.close();
  expect(troubles).toEqual([]);
});

test('an error is a sentence for a person, until the next request', async () => {
  let status = 500;
  answers['GET /act'] = (_, response) => response.writeHead(status).end('NullPointerException');
  await open(`${textOf('html-error-message')}<button hx-get="/act" hx-swap="none">Act</button>`);
  const problem = page.getByRole('alert');
  const act = page.getByRole('button', { name: 'Act' });
  await act.click();
  await problem.getByText('Something went wrong on our side.').waitFor();
  status = 409;
  await act.click();
  await problem.getByText('This was changed in the meantime.').waitFor();
  status = 200;
  await act.click();
  await problem.waitFor({ state: 'hidden' });
  await page.route('**/act', (route) => route.abort());
  await act.click();
  await problem.getByText('The server cannot be reached.').waitFor();
});

test('a refused field says so beside its input and takes the cursor', async () => {
  answers['GET /form'] = (request, response) => {
    const hasError = request.url?.endsWith('?refused') === true;
    html(response, rendered('html-field-errors', { 'form.name': 'Ann', 'errors.name': hasError ? 'is taken' : undefined }));
  };
  await open(
    '<form id="form"></form><button hx-get="/form" hx-target="#form">Fresh</button><button hx-get="/form?refused" hx-target="#form">Refused</button>',
  );
  const input = page.getByLabel('Name');
  await page.getByRole('button', { name: 'Fresh' }).click();
  await input.waitFor();
  expect(await input.getAttribute('aria-invalid')).toBeNull();
  await page.getByRole('button', { name: 'Refused' }).click();
  await page.getByText('is taken').waitFor();
  expect(await input.inputValue()).toBe('Ann');
  expect(await input.evaluate((it) => document.getElementById(it.getAttribute('aria-describedby') ?? '')?.textContent)).toBe(
    'is taken',
  );
  await expect.poll(() => input.evaluate((it) => document.activeElement === it)).toBe(true);
});

test('the banner comes and goes with the connection', async () => {
  await open(textOf('html-offline-banner'));
  const banner = page.getByRole('status');
  expect(await banner.textContent()).toBe('');
  await context.setOffline(true);
  await banner.getByText('There is no connection.').waitFor();
  await context.setOffline(false);
  await expect.poll(() => banner.textContent()).toBe('');
});

test('a session that has ended leads to the sign-in, and says where the way back is', async () => {
  answers['GET /private'] = (_, response) => response.writeHead(401).end('no session');
  answers['GET /sign-in'] = (_, response) => html(response, 'Sign in');
  await open(`${textOf('html-login-redirect')}<button hx-get="/private">Act</button>`, '/page?order=2');
  await page.getByRole('button', { name: 'Act' }).click();
  await page.getByText('Sign in').waitFor();
  expect(new URL(page.url()).searchParams.get('return_to')).toBe('/page?order=2');
});

test('a skeleton keeps the place until the answer is there', async () => {
  let answer = (): unknown => undefined;
  const asked = new Promise<void>((resolve) => {
    answers['GET /orders'] = (_, response) => {
      answer = () => html(response, '<ul><li>tea</li></ul>');
      resolve();
    };
  });
  await open(textOf('html-loading-skeleton'));
  await asked;
  const skeleton = page.getByRole('status', { name: 'Loading' });
  expect(await skeleton.locator('[aria-hidden]').count()).toBe(3);
  answer();
  await page.getByText('tea').waitFor();
  expect(await skeleton.count()).toBe(0);
});

test('a file is sent once, with a sign that it is on its way, and the answer takes the place of the form', async () => {
  const received: string[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  answers['POST /avatars'] = async (request, response) => {
    received.push(Buffer.concat(await request.toArray()).toString('latin1'));
    await released;
    html(response, '<p>It is saved.</p>');
  };
  await open(textOf('html-upload-form'));
  await page.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.alloc(300_000, 'x') });
  const upload = page.getByRole('button', { name: 'Upload' });
  await upload.click();
  await expect.poll(() => upload.isDisabled()).toBe(true);
  await expect.poll(() => page.getByRole('progressbar').evaluate((it) => getComputedStyle(it).opacity)).toBe('1');
  release();
  await page.getByText('It is saved.').waitFor();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain('name="file"; filename="me.png"');
  expect(received[0]?.length).toBeGreaterThan(300_000);
  expect(await page.getByLabel('Picture').count()).toBe(0);
});

test('polling goes on while the work does, and ends with the last answer', async () => {
  const fragment = rendered('html-polling', { 'job.id': '7' });
  let asked = 0;
  answers['GET /jobs/7'] = (_, response) => {
    asked += 1;
    if (asked < 3) html(response, fragment);
    else html(response, '<p>It is done.</p>');
  };
  await page.clock.install();
  await open(fragment);
  for (const count of [1, 2, 3]) {
    await page.clock.runFor(3_000);
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(count);
    // The answer stands before the next pause begins.
    await expect.poll(() => page.locator('.htmx-request').count()).toBe(0);
    await page.clock.runFor(100);
  }
  await page.getByText('It is done.').waitFor();
  await page.clock.runFor(30_000);
  expect(asked).toBe(3);
});

test('events of the server are shown, the newest first, also after the stream was lost', async () => {
  let streams = 0;
  answers['GET /events'] = (_, response) => {
    streams += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 20\ndata: <li>order ${streams}</li>\n\n`);
    if (streams === 1) setTimeout(() => response.end(), 100);
  };
  await open(textOf('html-sse-client'));
  const rows = page.getByRole('listitem');
  await expect.poll(() => rows.allTextContents(), { timeout: 20_000 }).toEqual(['order 2', 'order 1']);
});

test('a socket sends what is typed and shows what comes', async () => {
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { message } = JSON.parse(String(data)) as { readonly message: string };
      socket.send(`<li>${message.toUpperCase()}</li>`);
    });
  });
  await open(textOf('html-websocket-client'));
  await page.getByLabel('Message').fill('hello');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('listitem').getByText('HELLO').waitFor();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
});

test('no page of the cases is left out', () => {
  expect([...left]).toEqual([]);
});

/** The pages of a project, with htmx and its extensions. */
async function open(body: string, path = '/page'): Promise<void> {
  answers['GET /page'] = (_, response) =>
    html(response, `<!doctype html><html lang="en"><head><title>A page</title>${SCRIPTS}</head><body>${body}</body></html>`);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
}

function textOf(id: string): string {
  const text = expandTemplate(library.snippets.get(id)?.body ?? '');
  if (!text.ok || text.value === '') throw new Error(`there is no snippet ${id}`);
  left.delete(id);
  return text.value;
}

/** What a template engine makes of the marks in a snippet: `{{ name }}` and `{% if name %}…{% endif %}`. */
function rendered(id: string, values: Readonly<Record<string, string | undefined>>): string {
  return textOf(id)
    .replace(/\{% if ([\w.]+) %\}([\s\S]*?)\{% endif %\}/g, (_, name: string, text: string) =>
      values[name] === undefined ? '' : text,
    )
    .replace(/\{\{ ([\w.]+) \}\}/g, (_, name: string) => values[name] ?? '');
}
