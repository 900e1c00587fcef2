import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const SHOW = "import('./src/config/config.ts').then(({ config }) => console.log(JSON.stringify(config)))";

function start(variables: Record<string, string>, ...options: readonly string[]) {
  return spawnSync(process.execPath, [...options, '--eval', SHOW], { env: variables, encoding: 'utf8' });
}

test('reads and checks every variable, with defaults for what may be missing', () => {
  const { stdout } = start({
    DATABASE_URL: 'postgres://db/app',
    CORS_ORIGINS: 'https://a.example, https://b.example',
    PORT: '8080',
  });
  assert.deepEqual(JSON.parse(stdout), {
    NODE_ENV: 'development',
    PORT: 8080,
    LOG_LEVEL: 'info',
    DATABASE_URL: 'postgres://db/app',
    CORS_ORIGINS: ['https://a.example', 'https://b.example'],
  });
});

test('ends the process with all that is wrong, and with no value', () => {
  const { status, stdout, stderr } = start({ PORT: '99999', DATABASE_URL: 'hunter2', LOG_LEVEL: 'info' });
  assert.notEqual(status, 0);
  assert.equal(stdout, '');
  for (const name of ['PORT', 'DATABASE_URL', 'CORS_ORIGINS']) assert.match(stderr, new RegExp(name));
  assert.doesNotMatch(stderr, /LOG_LEVEL|hunter2/);
});

test('the example is enough to start with', () => {
  const { status, stderr } = start({}, '--env-file=.env.example');
  assert.equal(stderr, '');
  assert.equal(status, 0);
});
