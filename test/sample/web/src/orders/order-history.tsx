import { useEffect, useState } from 'react';
import { accessToken } from '../session/session';

interface Order {
  readonly id: string;
  readonly placedAt: string;
}

export function OrderHistory({ customerId }: { readonly customerId: string }) {
  const [orders, setOrders] = useState<readonly Order[]>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const controller = new AbortController();
    fetch(`${import.meta.env.VITE_API_URL}/orders?customerId=${customerId}`, {
      headers: { authorization: `Bearer ${accessToken()}` },
      signal: controller.signal,
    })
      .then((response) => response.json())
      .then(setOrders)
      .catch((error: Error) => setProblem(error.message));
    return () => controller.abort();
  }, [customerId]);

  if (problem !== undefined) return <p role="alert">{problem}</p>;
  if (orders === undefined) return <p>Loading your orders…</p>;
  return (
    <ul>
      {orders.map((order) => (
        <li key={order.id}>{new Date(order.placedAt).toLocaleDateString()}</li>
      ))}
    </ul>
  );
}
