import { Router } from 'express';
import { z } from 'zod';
import { pool } from '../database.js';
import { NotFoundError } from '../http/errors.js';
import { orderHistory, placeOrder } from './orders.service.js';

const NewOrder = z.object({
  customerId: z.string().uuid(),
  lines: z.array(z.object({ isbn: z.string(), quantity: z.number().int().positive(), unitPrice: z.number() })).min(1),
});

export const ordersRouter = Router();

ordersRouter.get('/', async (request, response) => {
  const customerId = z.string().uuid().parse(request.query.customerId);
  response.json(await orderHistory(customerId));
});

ordersRouter.post('/', async (request, response) => {
  const { customerId, lines } = NewOrder.parse(request.body);
  response.status(201).json(await placeOrder(customerId, lines));
});

ordersRouter.get('/:id', async (request, response) => {
  const { rows } = await pool.query('SELECT id, customer_id, placed_at FROM orders WHERE id = $1', [request.params.id]);
  if (rows.length === 0) throw new NotFoundError('The order');
  response.json(rows[0]);
});

ordersRouter.post('/:id/cancel', async (request, response) => {
  await pool.query("UPDATE orders SET state = 'cancelled' WHERE id = $1", [request.params.id]);
  response.status(204).end();
});
