import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { down, up } from './migrations/20260101000000_create_orders.ts';
import { asTenant } from './src/db/as-tenant.ts';
import { createDatabase } from './src/db/database.ts';
import { createOrder } from './src/features/orders/create-order.ts';
import { readOrderPage } from './src/features/orders/order-page.ts';
import { ordersWithLines } from './src/features/orders/orders-with-lines.ts';
import { deleteOrder, liveOrders, restoreOrder } from './src/features/orders/soft-delete.ts';

const db = createDatabase(process.env.DATABASE_URL ?? '');
const tenantId = '01890000-0000-7000-8000-000000000001';
const other = '01890000-0000-7000-8000-000000000002';

before(() => up(db));
after(() => db.destroy());

test('an order whose lines fail is not written', async () => {
  const tooLong = 'x'.repeat(201);
  await assert.rejects(createOrder(db, { tenantId, name: 'half', products: ['a', tooLong] }), { code: '22001' });
  assert.deepEqual(await ordersWithLines(db, tenantId), []);
});

test('orders come with their lines', async () => {
  const id = await createOrder(db, { tenantId, name: 'whole', products: ['b', 'a'] });
  const [order] = await ordersWithLines(db, tenantId);
  assert.equal(order?.id, id);
  assert.deepEqual(
    order?.lines.map((it) => it.product),
    ['a', 'b'],
  );
  assert.deepEqual(await ordersWithLines(db, other), []);
});

test('pages miss nothing and repeat nothing, also within one microsecond', async () => {
  await sql`INSERT INTO orders (tenant_id, name, created_at)
    SELECT ${other}::uuid, 'order ' || n, timestamptz '2026-01-01 00:00:00.000001' + (n / 3) * interval '1 microsecond'
    FROM generate_series(1, 10) n`.execute(db);
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readOrderPage(db, other, { cursor, limit: 3 });
    assert.ok(page.items.length <= 3);
    names.push(...page.items.map((it) => it.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.equal(names.length, 10);
  assert.equal(new Set(names).size, 10);
  await assert.rejects(readOrderPage(db, other, { cursor: 'made-up' }), { name: 'ZodError' });
});

test('a deleted order is hidden and can be brought back', async () => {
  const { id } = await liveOrders(db).select('id').where('name', '=', 'whole').executeTakeFirstOrThrow();
  const isLive = async (): Promise<boolean> => (await liveOrders(db).select('id').where('id', '=', id).execute()).length === 1;
  assert.equal(await deleteOrder(db, id), true);
  assert.equal(await deleteOrder(db, id), false);
  assert.equal(await isLive(), false);
  assert.equal(await restoreOrder(db, id), true);
  assert.equal(await isLive(), true);
});

test('a tenant sees and writes its own rows only, and nobody sees all', async () => {
  await sql.raw(readFileSync('migrations/tenant_policy.sql', 'utf8')).execute(db);
  const countFor = (id: string): Promise<number> =>
    asTenant(db, id, async (it) => (await it.selectFrom('orders').select('id').execute()).length);
  assert.equal(await countFor(tenantId), 1);
  assert.equal(await countFor(other), 10);
  assert.equal((await db.selectFrom('orders').select('id').execute()).length, 0);
  const foreign = { tenant_id: other, name: 'foreign' };
  await assert.rejects(
    asTenant(db, tenantId, (it) => it.insertInto('orders').values(foreign).execute()),
    { code: '42501' },
  );
});

test('the migration has a way back', async () => {
  await down(db);
  await assert.rejects(db.selectFrom('orders').select('id').execute(), { code: '42P01' });
});
