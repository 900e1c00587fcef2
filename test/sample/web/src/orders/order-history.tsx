import { useEffect, useState } from 'react';
import { accessToken } from '../session/session';

interface Order {
  readonly id: string;
  readonly placedAt: string;
}

export function OrderHistory({ customerId }: { readonly customerId: string }) {
  const [orders, setOrders] = useState<readonly Order[]>();
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    const controller = new AbortController();
    fetch(`${import.meta.env.VITE_API_URL}/orders?customerId=${customerId}`, {
      headers: { authorization: `Bearer ${accessToken()}` },
      signal: controller.signal,
    })
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
      .then(setOrders)
      .catch(() => setHasFailed(true));
    return () => controller.abort();
  }, [customerId]);

  if (hasFailed) return <p role="alert">Your orders cannot be shown right now.</p>;
  if (orders === undefined) return <p>Loading your orders…</p>;
  return (
    <ul>
      {orders.map((order) => (
        <li key={order.id}>{new Date(order.placedAt).toLocaleDateString()}</li>
      ))}
    </ul>
  );
}
