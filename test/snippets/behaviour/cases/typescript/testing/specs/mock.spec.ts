import { expect, test } from 'vitest';
import { failing, mockPaymentsApi, paymentsApi } from '../src/testing/mocked-api.ts';

mockPaymentsApi();

test('an answer can be changed for one test, and only for it', async () => {
  paymentsApi.use(failing(1));
  const statuses = [await fetch('https://payments.test/payments/7'), await fetch('https://payments.test/payments/7')];
  expect(statuses.map((it) => it.status)).toEqual([503, 200]);
  expect(await statuses[1]?.json()).toEqual({ id: '7', status: 'paid' });
});

test('the next test finds it as it was, and nothing answers for others', async () => {
  expect((await fetch('https://payments.test/payments/7')).status).toBe(200);
  await expect(fetch('https://payments.test/refunds')).rejects.toThrow();
});
