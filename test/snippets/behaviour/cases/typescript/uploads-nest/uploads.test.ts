import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BullModule } from '@nestjs/bullmq';
import { Controller, type INestApplication, Module, Post, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { ProblemFilter } from './src/errors/problem.filter.ts';
import { Idempotency } from './src/http/idempotency.ts';
import { Idempotent, RequestOwner } from './src/http/idempotent.interceptor.ts';
import { ReceiptJobs, ReceiptProcessor, ReceiptSender, receiptsQueue } from './src/jobs/receipts.processor.ts';
import { Schedules } from './src/jobs/schedules.ts';
import { FileStore, UploadsController } from './src/uploads/uploads.controller.ts';

const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
]);
const url = process.env.REDIS_URL ?? '';
const redis = new Redis(url);
const sent: string[] = [];
let payments = 0;
let address = '';
let app: INestApplication;

@Controller('payments')
class PaymentsController {
  @Post()
  @UseInterceptors(Idempotent)
  pay(): { payment: number } {
    payments += 1;
    return { payment: payments };
  }
}

@Module({
  imports: [BullModule.forRoot({ connection: { url } }), receiptsQueue, BullModule.registerQueue({ name: 'reports' })],
  controllers: [PaymentsController, UploadsController],
  providers: [
    ReceiptJobs,
    ReceiptProcessor,
    Schedules,
    Idempotent,
    { provide: ReceiptSender, useValue: { send: async (job: { orderId: string }) => void sent.push(job.orderId) } },
    { provide: FileStore, useValue: { put: async () => ({ id: '1' }) } },
    { provide: Idempotency, useValue: new Idempotency(redis) },
    { provide: RequestOwner, useValue: { idOf: () => 'nest' } },
  ],
})
class AppModule {}

before(async () => {
  app = await NestFactory.create(AppModule, { logger: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});
after(async () => {
  await app.close();
  await redis.quit();
});

test('a file of an allowed type is taken, others are refused', async () => {
  const send = async (content?: Uint8Array<ArrayBuffer>): Promise<number> => {
    const body = new FormData();
    if (content === undefined) body.append('name', 'none');
    else body.append('file', new File([content], 'me.png'));
    return (await fetch(`${address}/avatars`, { method: 'POST', body })).status;
  };
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(png);
  const page = new TextEncoder().encode('<script>alert(1)</script>');
  assert.deepEqual([await send(png), await send(page), await send(large), await send()], [201, 415, 413, 422]);
});

test('the same key is answered the same and does the work once', async () => {
  const pay = async (key: string) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    const response = await fetch(`${address}/payments`, { method: 'POST', headers, body: '{"amount":1}' });
    return [response.status, response.status === 201 ? await response.json() : undefined];
  };
  assert.deepEqual(await pay('key-00001'), [201, { payment: 1 }]);
  assert.deepEqual(await pay('key-00001'), [201, { payment: 1 }]);
  assert.deepEqual(await pay('short'), [422, undefined]);
});

test('a job that is enqueued twice is done once', async () => {
  const jobs = app.get(ReceiptJobs);
  await Promise.all([jobs.enqueue({ orderId: 'one' }), jobs.enqueue({ orderId: 'one' })]);
  await jobs.enqueue({ orderId: 'two' });
  while (sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(sent.sort(), ['one', 'two']);
});
