import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

// Whether the API can be reached: what the browser says, and what the last request has shown.

export type Connection = 'online' | 'offline';

let connection: Connection = navigator.onLine ? 'online' : 'offline';
const listeners = new Set<() => void>();

/** Notes what a request or the browser has shown. */
export function reportConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

window.addEventListener('offline', () => reportConnection('offline'));
window.addEventListener('online', () => reportConnection('online'));
onlineManager.subscribe((isOnline) => reportConnection(isOnline ? 'online' : 'offline'));
