import { pool } from '../database.js';
import type { Order, OrderLine } from './order.js';
import { discountFor } from './orders.service.js';

interface OrderRow {
  readonly id: string;
  readonly customer_id: string;
  readonly placed_at: Date;
}

export async function ordersOf(customerId: string): Promise<Order[]> {
  const { rows } = await pool.query<OrderRow>(
    'SELECT id, customer_id, placed_at FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC',
    [customerId],
  );
  const orders: Order[] = [];
  for (const row of rows) {
    const lines = await pool.query<OrderLine>(
      'SELECT isbn, quantity, unit_price AS "unitPrice" FROM order_lines WHERE order_id = $1',
      [row.id],
    );
    orders.push({ id: row.id, customerId: row.customer_id, placedAt: row.placed_at, lines: lines.rows });
  }
  return orders;
}

export async function insertOrder(order: Order): Promise<void> {
  await pool.query('INSERT INTO orders (id, customer_id, placed_at, discount) VALUES ($1, $2, $3, $4)', [
    order.id,
    order.customerId,
    order.placedAt,
    discountFor(order.lines),
  ]);
}
