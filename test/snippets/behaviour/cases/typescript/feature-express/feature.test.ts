import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import express from 'express';
import { Pool } from 'pg';
import { pino } from 'pino';
import { createErrorHandler, notFoundHandler } from './src/errors/error-handler.ts';
import { createOrdersFeature } from './src/features/orders/orders.feature.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
let server: Server;
let base = '';

before(async () => {
  await pool.query('CREATE TABLE orders (id uuid PRIMARY KEY, name text, quantity int, created_at timestamptz, margin int)');
  const app = express().use(express.json()).use('/orders', createOrdersFeature(pool));
  app.use(notFoundHandler, createErrorHandler(pino({ level: 'silent' })));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
});

after(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
});

const post = (body: object): Promise<Response> =>
  fetch(base, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('creates an order and reads it at its location', async () => {
  const created = await post({ name: ' Tea ', quantity: 2 });
  assert.equal(created.status, 201);
  const order = await created.json();
  assert.deepEqual(Object.keys(order).sort(), ['createdAt', 'id', 'name', 'quantity']);
  const read = await fetch(new URL(created.headers.get('location') ?? '', base));
  assert.deepEqual(await read.json(), order);
});

test('refuses fields that are not in the schema, and knows what is not there', async () => {
  assert.equal((await post({ name: 'Tea', quantity: 2, margin: 5 })).status, 422);
  assert.equal((await fetch(`${base}/01890000-0000-7000-8000-000000000001`)).status, 404);
});
