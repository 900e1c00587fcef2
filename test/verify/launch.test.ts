import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultConfiguration } from '#decisions/configuration.ts';
import { answerValue } from '#host/launch/answer.ts';
import { findLaunch, questionsText } from '#host/launch/find-launch.ts';
import type { Detection, Launch } from '#host/launch/launch.ts';
import { type VerifyOptions, verify } from '#verify/verify.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { kindsOf } from './report-lines.ts';

type Said = Parameters<typeof findLaunch>[1];

const detect = (files: Readonly<Record<string, string>>, said?: Said): Promise<Detection> =>
  findLaunch(temporaryFolder(files), said);

async function launchOf(files: Readonly<Record<string, string>>, said?: Said): Promise<Launch> {
  const found = await detect(files, said);
  if (found.kind !== 'launch') throw new Error(`no launch: ${JSON.stringify(found)}`);
  return found.launch;
}

async function asked(files: Readonly<Record<string, string>>, said?: Said): Promise<readonly string[]> {
  const found = await detect(files, said);
  return found.kind === 'questions' ? found.questions.map((it) => it.path.join('.')) : [found.kind];
}

const EXPRESS = `const express = require('express');
const app = express();
app.use(express.json());
app.get('/healthz', (request, response) => response.send('ok'));
app.get('/api/books/:id', (request, response) => response.json({}));
app.get('/api/books', (request, response) => response.json([]));
app.post('/api/books', (request, response) => response.status(201).json(request.body));
app.listen(process.env.PORT || 3000);
`;

const manifest = (more: object = {}): string =>
  JSON.stringify({ name: 'books', dependencies: { express: '5' }, scripts: { start: 'node server.js' }, ...more });

test('a server of Node.js is started without its package manager, and told its port', async () => {
  const launch = await launchOf({ 'package.json': manifest(), 'package-lock.json': '{}', 'server.js': EXPRESS });
  expect(launch).toMatchObject({
    folder: '',
    install: [['npm', 'ci', '--no-audit', '--no-fund']],
    build: [],
    start: ['node', 'server.js'],
    variables: { PORT: '{port}' },
    ports: [3000],
    routes: {
      health: '/healthz',
      reads: ['/healthz', '/api/books'],
      writes: [{ method: 'POST', path: '/api/books' }],
      prefix: '/api',
    },
  });
});

test.each<[string, object, Readonly<Record<string, string>>, Partial<Launch>]>([
  [
    'a build and a start that builds again',
    { build: 'tsc', start: 'npm run build && node dist/server.js' },
    {},
    { build: [['npm', 'run', 'build']], start: ['node', 'dist/server.js'] },
  ],
  [
    'variables before the command',
    { start: 'cross-env TZ=UTC node server.js' },
    {},
    { start: ['node', 'server.js'], variables: { TZ: 'UTC', PORT: '{port}' } },
  ],
  ['a command with a shell in it', { start: 'node server.js | pino-pretty' }, {}, { start: ['npm', 'run', 'start'] }],
  [
    'a start that outlives its command',
    { 'start:prod': 'pm2 start server.js', start: 'node server.js' },
    {},
    { start: ['node', 'server.js'] },
  ],
  ['a file of variables', { start: 'node --env-file=.env server.js' }, {}, { start: ['node', 'server.js'] }],
  ['no start at all', {}, {}, { start: ['node', 'server.js'] }],
])('of scripts: %s', async (_what, scripts, files, wanted) => {
  const launch = await launchOf({ 'package.json': manifest({ scripts }), 'server.js': EXPRESS, ...files });
  expect(launch).toMatchObject(wanted);
});

const FASTAPI = `from fastapi import FastAPI
app = FastAPI()

@app.get("/health")
def health():
    return {"status": "ok"}
`;
const FLASK = `from flask import Flask
app = Flask(__name__)

@app.route("/")
def index():
    return "hello"
`;

test('servers of Python get an environment of their own, and the server that their files name', async () => {
  const fastapi = await launchOf({ 'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n', 'app/main.py': FASTAPI });
  expect(fastapi.start.slice(1)).toEqual(['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', '{port}']);
  expect(fastapi.install.at(-1)).toEqual(expect.arrayContaining(['-r', 'requirements.txt']));
  const procfile = await launchOf({
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
    Procfile: 'web: gunicorn shop.app:app\n',
    'shop/app.py': FLASK,
  });
  expect(procfile.start.slice(1)).toEqual(['-m', 'gunicorn', 'shop.app:app', '--bind', '127.0.0.1:{port}']);
  const flask = await launchOf({ 'requirements.txt': 'flask==3.0.0\n', 'shop.py': FLASK });
  expect(flask.start.slice(1, 5)).toEqual(['-m', 'flask', '--app', 'shop:app']);
});

const GO = `package main

import "net/http"

func main() {
	http.HandleFunc("/ping", func(w http.ResponseWriter, r *http.Request) {})
	http.ListenAndServe(":8085", nil)
}
`;

test('a server of Go is built and started itself, since go run keeps signals to itself', async () => {
  const launch = await launchOf({
    'go.mod': 'module example.test/shop\n\ngo 1.23\n',
    'cmd/server/main.go': GO,
    'cmd/migrate/main.go': 'package main\n\nfunc main() {}\n',
  });
  expect(launch.build).toEqual([['go', 'build', '-o', './.tiebeam/server', './cmd/server']]);
  expect(launch.start).toEqual(['./.tiebeam/server']);
  expect(launch.ports).toEqual([8085]);
});

test('what only a person knows is asked, with the key that keeps the answer', async () => {
  const two = { 'cmd/one/main.go': GO, 'cmd/two/main.go': GO, 'go.mod': 'module example.test/shop\n\ngo 1.23\n' };
  expect(await asked(two)).toEqual(['verify.start']);
  expect(await asked(two, { start: ['go', 'run', './cmd/two'] })).toEqual(['launch']);
  const mongo = { 'package.json': manifest({ dependencies: { express: '5', mongoose: '8' } }) };
  expect(await asked({ ...mongo, 'server.js': `${EXPRESS}mongoose.connect(process.env.MONGO_URI);\n` })).toEqual([
    'verify.variables.MONGO_URI',
  ]);
  expect(await asked({ ...mongo, 'server.js': `${EXPRESS}mongoose.connect('mongodb://localhost/books');\n` })).toEqual([
    'verify.ownServices',
  ]);
  expect(await asked({ ...mongo, 'server.js': EXPRESS }, { ownServices: true })).toEqual(['launch']);
  const found = await detect({ ...mongo, 'server.js': EXPRESS });
  expect(found.kind === 'questions' && questionsText(found.questions)).toMatch(
    /verify\.ownServices.*MongoDB[\s\S]*"ownServices": true/,
  );
  const gorm = 'import _ "gorm.io/driver/mysql"\n';
  expect(
    await asked({ 'go.mod': two['go.mod'], 'main.go': GO.replace('import "net/http"\n', `import "net/http"\n${gorm}`) }),
  ).toEqual(['verify.ownServices']);
  expect(await asked({ 'notes.py': 'print("hello")\n' })).toEqual(['nothing']);
});

test('a database is never the one that the project is configured for', async () => {
  const files = {
    'package.json': manifest({ dependencies: { express: '5', pg: '8' } }),
    'server.js': `${EXPRESS}new Pool({ connectionString: process.env.DATABASE_URL });\n`,
    '.env': 'DATABASE_URL=postgres://real/books\n',
    '.env.example': 'DATABASE_URL=postgres://localhost/books\nSESSION_SECRET=change-me\nPAGE_SIZE=20\n',
  };
  const launch = await launchOf(files);
  expect(launch.database).toBe('postgresql');
  expect(launch.variables).toEqual({ PORT: '{port}', DATABASE_URL: '{database}', SESSION_SECRET: '{secret}', PAGE_SIZE: '20' });
  const parts =
    'new Pool({ host: process.env.DB_HOST, user: process.env.DB_USER, password: process.env.DB_PASSWORD, database: process.env.DB_NAME });\n';
  expect((await launchOf({ 'package.json': files['package.json'], 'server.js': EXPRESS + parts })).variables).toMatchObject({
    DB_HOST: '{databaseHost}',
    DB_USER: '{databaseUser}',
    DB_PASSWORD: '{databasePassword}',
    DB_NAME: '{databaseName}',
  });
  const file = 'url = os.getenv("DATABASE_URL", "sqlite:///shop.db")\n';
  const sqlite = await launchOf({
    'requirements.txt': 'flask==3.0.0\npsycopg2-binary==2.9.9\n',
    'shop.py': `import os\n${FLASK}${file}`,
  });
  expect(sqlite.database).toBeUndefined();
});

test('the migrations of a project are run on a temporary database, and never unasked on one of its own', async () => {
  const files = {
    'requirements.txt': 'django==5.1\npsycopg==3.2\n',
    'manage.py': 'import django\nfrom django.core.management import execute_from_command_line\n',
    'shop/settings.py': "import os\nDATABASES = {'default': {'HOST': os.environ['DB_HOST']}}\nROOT_URLCONF = 'shop.urls'\n",
    'shop/urls.py': "from django.urls import path\nurlpatterns = [path('books/', lambda request: None)]\n",
  };
  const own = await launchOf(files);
  expect(own.migrate).toEqual([[expect.stringContaining('python'), 'manage.py', 'migrate', '--noinput']]);
  expect(own.variables).toMatchObject({ DB_HOST: '{databaseHost}' });
  expect(own.start.slice(1)).toEqual(['manage.py', 'runserver', '127.0.0.1:{port}', '--noreload']);
  expect((await launchOf(files, { ownServices: true, variables: { DB_HOST: 'db.example.test' } })).migrate).toEqual([]);
});

test.each([
  ['words', 'node "my server.js" --port {port}', ['node', 'my server.js', '--port', '{port}']],
  ['port', '8080', 8080],
  ['consent', 'true', true],
  ['text', ' backend ', 'backend'],
] as const)('an answer of the form %s becomes its value', (form, typed, value) => {
  expect(answerValue(form, typed)).toEqual({ ok: true, value });
});

test.each([
  ['words', 'npm run build && node server.js', /shell/],
  ['words', 'PORT=3000 node server.js', /verify\.variables/],
  ['port', '70000', /1 to 65535/],
  ['text', ' ', /needed/],
] as const)('an answer of the form %s that does not fit is told why: %s', (form, typed, reason) => {
  const read = answerValue(form, typed);
  expect(read.ok ? '' : read.problems.join()).toMatch(reason);
});

// Without a dependency, so that nothing is fetched.
const SERVER = `const { createServer } = require('node:http');
const { appendFileSync, existsSync } = require('node:fs');
if (!process.env.SESSION_SECRET) throw new Error('SESSION_SECRET is missing');
if (existsSync('.env')) throw new Error('the own .env is here');
appendFileSync('data.txt', 'written');
if (process.env.PIDS) appendFileSync(process.env.PIDS, process.pid + ' ');
let count = 0;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (it) => { body += it; });
  request.on('end', () => {
    count += 1;
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    if (!process.env.BREAKS?.includes('id')) response.setHeader('X-Request-Id', 'r-' + count);
    if (process.env.BREAKS?.includes('cors')) {
      response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    }
    if (process.env.BREAKS?.includes('powered')) response.setHeader('X-Powered-By', 'Books');
    if (process.env.BREAKS?.includes('secret')) console.log(process.env.SESSION_SECRET);
    if (request.url === '/books') {
      response.statusCode = 307;
      response.setHeader('Location', '/books/');
      return response.end();
    }
    if (request.method === 'POST') {
      try { JSON.parse(body); } catch (error) {
        response.statusCode = process.env.BREAKS?.includes('body') ? 500 : 400;
        return response.end(process.env.BREAKS?.includes('stack') ? error.stack : 'no');
      }
    }
    const known = request.url === '/health' || process.env.BREAKS?.includes('unknown');
    response.statusCode = known ? (process.env.BREAKS?.includes('health') ? 503 : 200) : 404;
    response.end('ok');
  });
});
server.listen(Number(process.env.PORT));
if (!process.env.BREAKS?.includes('sigterm')) process.on('SIGTERM', () => { console.log('bye'); server.close(); });
`;

function launchFor(variables: Readonly<Record<string, string>> = {}): Launch {
  return {
    folder: '',
    install: [],
    build: [[process.execPath, '--check', 'server.js']],
    migrate: [],
    start: [process.execPath, 'server.js'],
    variables: { PORT: '{port}', SESSION_SECRET: '{secret}', ...variables },
    required: ['SESSION_SECRET'],
    ports: [],
    database: undefined,
    routes: { health: '/health', reads: ['/health'], writes: [{ method: 'POST', path: '/books' }], prefix: '' },
    notes: [],
  };
}

async function verified(launch: Launch, more: Partial<VerifyOptions> = {}) {
  const root = temporaryFolder({ 'server.js': SERVER, '.env': 'SESSION_SECRET=real\n', 'data.txt': '' });
  const limits = { startMs: 10_000, failFastMs: 2_500, shutdownMs: 3_000 };
  const result = await verify({
    root,
    configuration: defaultConfiguration,
    isTrusted: true,
    launch,
    limits,
    check: async () => [],
    ...more,
  });
  if (!result.ok) throw new Error(result.problems.map((it) => it.message).join());
  return { root, report: result.value };
}

const GREEN = {
  build: 'passed',
  'own-rules': 'passed',
  'fail-fast': 'passed',
  health: 'passed',
  crud: 'not-applicable',
  validation: 'passed',
  auth: 'not-applicable',
  cors: 'passed',
  'headers-limits': 'passed',
  'request-id': 'passed',
  logs: 'passed',
  realtime: 'not-applicable',
  persistence: 'not-applicable',
  shutdown: 'passed',
  'front-end': 'not-applicable',
};

test('a project that promised nothing is tried in a copy by what every server should hold to', async () => {
  const { root, report } = await verified(launchFor());
  expect(kindsOf(report)).toEqual(GREEN);
  expect(readFileSync(join(root, 'data.txt'), 'utf8')).toBe('');
  expect(report.how?.join('\n')).toContain('runs in a copy');
  expect(existsSync(join(root, '.tiebeam'))).toBe(false);
});

test.each([
  ['health', 'health'],
  ['id', 'request-id'],
  ['cors', 'cors'],
  ['powered', 'headers-limits'],
  ['secret', 'logs'],
  ['body', 'validation'],
  ['stack', 'validation'],
  ['unknown', 'validation'],
  ['sigterm', 'shutdown'],
])('a server that breaks %s turns %s red, and nothing else', async (breaks, probe) => {
  const { report } = await verified(launchFor({ BREAKS: breaks }));
  expect(kindsOf(report)).toEqual({ ...GREEN, [probe]: 'failed' });
  const failed = report.probes.find((it) => it.id === probe)?.outcome;
  const places = failed?.kind === 'failed' ? failed.failures.map((it) => it.place?.path) : [];
  // Which line prints a secret, or answers a stranger by name, cannot be told from outside.
  if (probe !== 'logs' && probe !== 'cors') expect(places).toContain('server.js');
});

test('a server that does not start is told once, and blocks the rest', async () => {
  const { report } = await verified(
    { ...launchFor(), start: [process.execPath, '-e', 'process.exit(4)'] },
    { only: ['health', 'cors', 'shutdown'] },
  );
  expect(kindsOf(report)).toEqual({ health: 'failed', cors: 'blocked', shutdown: 'blocked' });
});

test('a verification that is cancelled leaves no process behind, and no copy', async () => {
  const pids = join(temporaryFolder({}), 'pids');
  const cancel = new AbortController();
  const { report } = await verified(launchFor({ PIDS: pids }), {
    only: ['health', 'cors', 'shutdown'],
    signal: cancel.signal,
    onProgress: (it) => it.kind === 'started' && it.id === 'cors' && cancel.abort(),
  });
  expect(kindsOf(report)).toEqual({ health: 'passed', cors: 'cancelled', shutdown: 'cancelled' });
  const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
  expect(started).toHaveLength(1);
  expect(() => process.kill(started[0] ?? 0, 0)).toThrow(/ESRCH/);
});
