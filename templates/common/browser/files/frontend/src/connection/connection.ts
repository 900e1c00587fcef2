import { createStore } from '../state/store.ts';

export type Connection = 'online' | 'offline';

/** Whether the API can be reached: what the browser says, and what the last request has shown. */
export const connection = createStore<Connection>(navigator.onLine === false ? 'offline' : 'online');

// Pages that a server renders load this file there too.
globalThis.window?.addEventListener('offline', () => connection.set('offline'));
globalThis.window?.addEventListener('online', () => connection.set('online'));
