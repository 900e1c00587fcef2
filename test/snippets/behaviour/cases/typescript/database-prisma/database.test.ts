import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { asTenant } from './src/db/as-tenant.ts';
import { createPrisma } from './src/db/prisma.ts';
import { withSoftDelete } from './src/db/soft-delete.ts';
import { createOrder } from './src/features/orders/create-order.ts';
import { readOrderPage } from './src/features/orders/order-page.ts';
import { ordersWithLines } from './src/features/orders/orders-with-lines.ts';

const address = process.env.DATABASE_URL ?? '';
const prisma = createPrisma(address);
const tenantId = '01890000-0000-7000-8000-000000000001';
const other = '01890000-0000-7000-8000-000000000002';

const run = async (file: string): Promise<void> => {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(readFileSync(file, 'utf8'));
  await client.end();
};

before(() => run('prisma/migrations/20260101000000_create_orders/migration.sql'));
after(() => prisma.$disconnect());

test('an order whose lines fail is not written', async () => {
  await assert.rejects(createOrder(prisma, { tenantId, name: 'half', products: ['a', 'x'.repeat(201)] }));
  assert.deepEqual(await ordersWithLines(prisma, tenantId), []);
  const id = await createOrder(prisma, { tenantId, name: 'whole', products: ['b', 'a'] });
  const [order] = await ordersWithLines(prisma, tenantId);
  assert.equal(order?.id, id);
  assert.deepEqual(
    order?.lines.map((it) => it.product),
    ['a', 'b'],
  );
});

test('pages miss nothing and repeat nothing', async () => {
  for (let n = 0; n < 10; n += 1) await createOrder(prisma, { tenantId: other, name: `order ${n}`, products: [] });
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readOrderPage(prisma, other, { cursor, limit: 3 });
    names.push(...page.items.map((it) => it.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.equal(names.length, 10);
  assert.equal(new Set(names).size, 10);
});

test('a deleted order is hidden and can be brought back', async () => {
  const live = withSoftDelete(prisma);
  const { id } = await live.order.findFirstOrThrow({ where: { tenantId } });
  assert.equal(await live.order.softDelete(id), true);
  assert.equal(await live.order.softDelete(id), false);
  assert.equal(await live.order.findUnique({ where: { id } }), null);
  assert.equal(await live.order.count({ where: { tenantId } }), 0);
  assert.equal(await live.order.restore(id), true);
  assert.equal((await live.order.findMany({ where: { tenantId } })).length, 1);
});

test('a tenant sees its own rows only, and nobody sees all', async () => {
  await run('migrations/tenant_policy.sql');
  assert.equal(await asTenant(prisma, tenantId, (it) => it.order.count()), 1);
  assert.equal(await asTenant(prisma, other, (it) => it.order.count()), 10);
  assert.equal(await prisma.order.count(), 0);
  await assert.rejects(asTenant(prisma, tenantId, (it) => it.order.create({ data: { tenantId: other, name: 'foreign' } })));
});
