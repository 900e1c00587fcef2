import { pool } from '../database.js';

export interface Payment {
  readonly orderId: string;
  readonly amount: number;
}

export async function insertPayment(payment: Payment): Promise<void> {
  await pool.query('INSERT INTO payments (order_id, amount) VALUES ($1, $2)', [payment.orderId, payment.amount]);
}
