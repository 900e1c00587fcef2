import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateOrders1767225600000 } from './migrations/1767225600000-create-orders.ts';
import { createDataSource, Order } from './src/db/data-source.ts';
import { createOrder } from './src/features/orders/create-order.ts';
import { ordersWithLines } from './src/features/orders/orders-with-lines.ts';
import { deleteOrder, restoreOrder } from './src/features/orders/soft-delete.ts';

const dataSource = createDataSource(process.env.DATABASE_URL ?? '').setOptions({ migrations: [CreateOrders1767225600000] });
const tenantId = '01890000-0000-7000-8000-000000000001';
let id = '';

before(async () => {
  await dataSource.initialize();
  await dataSource.runMigrations();
});
after(() => dataSource.destroy());

test('an order whose lines fail is not written', async () => {
  await assert.rejects(createOrder(dataSource, { tenantId, name: 'half', products: ['a', 'x'.repeat(201)] }));
  assert.deepEqual(await ordersWithLines(dataSource, tenantId), []);
  id = await createOrder(dataSource, { tenantId, name: 'whole', products: ['a', 'b'] });
  await createOrder(dataSource, { tenantId, name: 'empty', products: [] });
  const orders = await ordersWithLines(dataSource, tenantId);
  assert.deepEqual(
    orders.map(({ name, lines }) => [name, lines.map((it) => it.product).sort()]),
    [
      ['empty', []],
      ['whole', ['a', 'b']],
    ],
  );
});

test('a deleted order is hidden and can be brought back', async () => {
  const count = (): Promise<number> => dataSource.getRepository(Order).count();
  assert.equal(await deleteOrder(dataSource, id), true);
  assert.equal(await count(), 1);
  assert.equal(await restoreOrder(dataSource, id), true);
  assert.equal(await count(), 2);
  assert.equal(await deleteOrder(dataSource, tenantId), false);
});

test('the migration has a way back', async () => {
  await dataSource.undoLastMigration();
  await assert.rejects(ordersWithLines(dataSource, tenantId), /"orders" does not exist/);
});
