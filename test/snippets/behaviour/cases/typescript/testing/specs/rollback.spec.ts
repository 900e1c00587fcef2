import { expect } from 'vitest';
import { databaseTest } from '../src/testing/database-test.ts';
import { insertOrder } from '../src/testing/order-factory.ts';

for (const run of ['first', 'second']) {
  databaseTest(`the ${run} test sees its own rows alone`, async ({ client }) => {
    const made = [await insertOrder(client), await insertOrder(client, { quantity: 7 })];
    const { rows } = await client.query('select quantity from orders order by quantity');
    expect(rows).toEqual([{ quantity: 1 }, { quantity: 7 }]);
    expect(new Set(made.map((it) => it.name)).size).toBe(2);
  });
}
