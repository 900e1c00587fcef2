import { randomUUID } from 'node:crypto';
import { charge } from '../payments/payments.service.js';
import type { Order, OrderLine } from './order.js';
import { insertOrder, ordersOf } from './orders.repository.js';

export function totalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** Ten per cent from five books on. */
export function discountFor(lines: readonly OrderLine[]): number {
  const books = lines.reduce((sum, line) => sum + line.quantity, 0);
  return books >= 5 ? totalOf(lines) * 0.1 : 0;
}

export async function placeOrder(customerId: string, lines: readonly OrderLine[]): Promise<Order> {
  const order: Order = { id: randomUUID(), customerId, placedAt: new Date(), lines };
  await insertOrder(order);
  await charge(order);
  return order;
}

export function orderHistory(customerId: string): Promise<Order[]> {
  return ordersOf(customerId);
}
