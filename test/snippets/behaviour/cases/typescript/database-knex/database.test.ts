import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createKnex } from './src/db/knex.ts';
import { createOrder } from './src/features/orders/create-order.ts';

const db = createKnex(process.env.DATABASE_URL ?? '');
const tenantId = '01890000-0000-7000-8000-000000000001';

after(() => db.destroy());

test('migrates up and down, and writes an order with its lines or nothing', async () => {
  await db.migrate.latest();
  const half = createOrder(db, { tenantId, name: 'half', products: ['a', 'x'.repeat(201)] });
  await assert.rejects(half, { code: '22001' });
  assert.deepEqual(await db('orders').select('id'), []);
  const id = await createOrder(db, { tenantId, name: 'whole', products: ['a', 'b'] });
  await createOrder(db, { tenantId, name: 'empty', products: [] });
  assert.equal((await db('order_lines').where({ order_id: id })).length, 2);
  await db.migrate.rollback();
  assert.equal(await db.schema.hasTable('orders'), false);
});
