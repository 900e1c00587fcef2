import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Controller, Delete, Get, Global, HttpCode, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { createAccessTokens } from './src/auth/access-tokens.ts';
import { ACCESS_TOKENS, Public, Roles } from './src/auth/guards.ts';
import { OrdersModule } from './src/features/orders/orders.module.ts';
import { PipelineModule } from './src/http/pipeline.module.ts';

const tokens = createAccessTokens('a secret that is only for this test', 'shop', 'shop-api');

let emptied = 0;

@Controller()
class ShopController {
  @Public()
  @Get('health')
  health(): object {
    return { status: 'ok' };
  }

  @Roles(['admin'])
  @HttpCode(204)
  @Delete('carts')
  empty(): void {
    emptied += 1;
  }
}

@Global()
@Module({ providers: [{ provide: ACCESS_TOKENS, useValue: tokens }], exports: [ACCESS_TOKENS] })
class TokensModule {}

@Module({ imports: [TokensModule, PipelineModule, OrdersModule], controllers: [ShopController] })
class AppModule {}

let app: INestApplication;
let base = '';

before(async () => {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  await pool.query('CREATE TABLE orders (id uuid PRIMARY KEY, name text, quantity int, created_at timestamptz)');
  await pool.end();
  app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});
after(() => app.close());

const call = async (method: string, path: string, role?: 'member' | 'admin', body?: object): Promise<Response> => {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (role !== undefined) headers.authorization = `Bearer ${await tokens.sign({ userId: 'ada', roles: [role] })}`;
  return fetch(base + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
};

test('strangers reach what is public and nothing else', async () => {
  assert.equal((await call('GET', '/health')).status, 200);
  const refused = await call('POST', '/orders', undefined, { name: 'Tea', quantity: 2 });
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.ok(refused.headers.get('x-request-id'));
});

test('a handler asks for one of its roles', async () => {
  assert.equal((await call('DELETE', '/carts', 'member')).status, 403);
  assert.equal(emptied, 0);
  assert.equal((await call('DELETE', '/carts', 'admin')).status, 204);
  assert.equal(emptied, 1);
});

test('creates an order and reads it, and refuses what is not in the schema', async () => {
  const created = await call('POST', '/orders', 'member', { name: 'Tea', quantity: 2 });
  assert.equal(created.status, 201);
  const order = await created.json();
  assert.deepEqual(Object.keys(order).sort(), ['createdAt', 'id', 'name', 'quantity']);
  assert.deepEqual(await (await call('GET', `/orders/${order.id}`, 'member')).json(), order);
  assert.equal((await call('GET', '/orders/01890000-0000-7000-8000-000000000001', 'member')).status, 404);
  assert.equal((await call('POST', '/orders', 'member', { name: 'Tea', quantity: 2, margin: 5 })).status, 400);
  assert.equal((await call('POST', '/orders', 'member', { name: '', quantity: 0 })).status, 400);
});
