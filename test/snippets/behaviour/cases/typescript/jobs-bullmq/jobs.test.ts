import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { Queue, UnrecoverableError } from 'bullmq';
import { pino } from 'pino';
import { createReceiptJobs, RECEIPTS_QUEUE } from './src/jobs/receipt-jobs.ts';
import { type DeadLetter, keepDeadLetters, redeliver } from './src/jobs/retries.ts';
import { runReceiptWorker } from './src/jobs/run-receipt-worker.ts';
import { setSchedules } from './src/jobs/schedules.ts';

const url = process.env.REDIS_URL ?? '';
const logger = pino({ enabled: false });
const jobs = createReceiptJobs(url);
const queue = new Queue(RECEIPTS_QUEUE, { connection: { url } });
const deadLetters = new Queue<DeadLetter>('dead-letters', { connection: { url } });
const calls: { readonly orderId: string; readonly at: number }[] = [];
let isCured = false;
const worker = runReceiptWorker(url, logger, async ({ orderId }) => {
  calls.push({ orderId, at: Date.now() });
  if (orderId === 'later' && callsOf('later').length === 1) throw new Error('away for a moment');
  if (orderId === 'bad' && !isCured) throw new UnrecoverableError('no such order');
});
keepDeadLetters(worker, deadLetters, logger);
after(async () => {
  await Promise.all([worker.close(), jobs.close(), queue.close(), deadLetters.close()]);
});

function callsOf(orderId: string): readonly { readonly at: number }[] {
  return calls.filter((it) => it.orderId === orderId);
}

test('a job that is enqueued twice is done once', async () => {
  const done = once(worker, 'completed');
  await Promise.all([jobs.enqueue({ orderId: 'one' }), jobs.enqueue({ orderId: 'one' })]);
  await done;
  await jobs.enqueue({ orderId: 'one' });
  assert.deepEqual(await queue.getJobCounts('waiting', 'active', 'delayed', 'completed'), {
    waiting: 0,
    active: 0,
    delayed: 0,
    completed: 1,
  });
  assert.equal(callsOf('one').length, 1);
});

test('a failed job is tried again after a pause', async () => {
  const done = once(worker, 'completed');
  await jobs.enqueue({ orderId: 'later' });
  await done;
  const [first, second] = callsOf('later');
  const pause = (second?.at ?? 0) - (first?.at ?? 0);
  assert.ok(pause >= 450 && pause < 5_000, `the pause was ${pause} ms`);
});

test('a job that cannot succeed is a dead letter, and can be delivered again', async () => {
  const failed = once(worker, 'failed');
  await jobs.enqueue({ orderId: 'bad' });
  await failed;
  while ((await deadLetters.getJobCountByTypes('waiting')) === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(callsOf('bad').length, 1);
  const letter = await deadLetters.getJob('receipts-bad');
  assert.equal(letter?.data.reason, 'no such order');
  isCured = true;
  const done = once(worker, 'completed');
  assert.equal(await redeliver(deadLetters, queue, 'receipts-bad'), true);
  await done;
  assert.equal(callsOf('bad').length, 2);
  assert.equal(await redeliver(deadLetters, queue, 'receipts-bad'), false);
});

test('schedules that are set twice are there once', async () => {
  const reports = new Queue('reports', { connection: { url } });
  await Promise.all([setSchedules(reports), setSchedules(reports)]);
  const names = (await reports.getJobSchedulers()).map((it) => it.key).sort();
  await reports.close();
  assert.deepEqual(names, ['expire-sessions', 'nightly-report']);
});
