import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

// The logger writes to the output of its process, so the service runs in one of its own.
const SERVICE = `
import express from 'express';
import { createLogger } from './src/logging/logger.ts';
import { requestId } from './src/http/request-id.ts';
import { createRequestLog } from './src/http/request-log.ts';
import { withJobLogger } from './src/jobs/with-job-logger.ts';

const logger = createLogger('info');
const app = express().use(requestId, createRequestLog(logger));
app.get('/orders', async (req, res) => {
  await Promise.resolve();
  logger.debug('not written');
  logger.info({ user: { name: 'Ann', password: 'hunter2' }, token: 'hunter2' }, 'reading');
  res.status(Number(req.query.status ?? 200)).end();
});
const server = app.listen(0, async () => {
  const url = 'http://127.0.0.1:' + server.address().port;
  const given = await fetch(url + '/orders?key=hunter2', { headers: { 'x-request-id': 'from-caller.1' } });
  logger.info({ answered: given.headers.get('x-request-id') }, 'first');
  const made = await fetch(url + '/orders?status=503', { headers: { 'x-request-id': 'not harmless {}' } });
  logger.info({ answered: made.headers.get('x-request-id') }, 'second');
  const job = { queueName: 'receipts', name: 'send', id: '7', attemptsMade: 1, data: { requestId: 'from-caller.1' } };
  await withJobLogger(logger, async (_job, log) => log.info('sending'))(job);
  await withJobLogger(logger, async () => { throw new Error('no paper'); })(job).catch((error) => logger.info('thrown again: ' + error.message));
  server.close();
  server.closeAllConnections();
});
`;

const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SERVICE], { encoding: 'utf8' });
const lines: Record<string, unknown>[] = output
  .trim()
  .split('\n')
  .map((it) => JSON.parse(it));
const line = (message: string, index = 0) => lines.filter((it) => it.msg === message)[index];

test('each line is a JSON object with its time, level and service', () => {
  for (const it of lines) {
    assert.equal(it.service, 'api');
    assert.match(String(it.time), /^\d{4}-\d\d-\d\dT/);
    assert.match(String(it.level), /^(info|error)$/);
  }
});

test('secrets do not reach the log', () => {
  assert.doesNotMatch(output, /hunter2/);
  assert.deepEqual(line('reading')?.user, { name: 'Ann', password: '[redacted]' });
});

test('a request has one id: the caller’s where it is harmless, else a new one', () => {
  assert.equal(line('first')?.answered, 'from-caller.1');
  assert.equal(line('reading')?.request_id, 'from-caller.1');
  const made = line('second')?.answered;
  assert.match(String(made), /^[0-9a-f-]{36}$/);
  assert.equal(line('reading', 1)?.request_id, made);
});

test('each request is a line when it is done, an error where the server failed', () => {
  const { method, path, status, level, completed } = line('request') ?? {};
  assert.deepEqual(
    { method, path, status, level, completed },
    { method: 'GET', path: '/orders', status: 200, level: 'info', completed: true },
  );
  assert.deepEqual([line('request', 1)?.status, line('request', 1)?.level], [503, 'error']);
});

test('a job logs with its own names, and its failure is thrown again', () => {
  const { queue, job_id, attempt, request_id } = line('sending') ?? {};
  assert.deepEqual(
    { queue, job_id, attempt, request_id },
    { queue: 'receipts', job_id: '7', attempt: 2, request_id: 'from-caller.1' },
  );
  assert.equal(line('job failed')?.level, 'error');
  assert.ok(line('thrown again: no paper'));
});
