import { refresh } from '../api/cache.ts';
import { listen } from './server-events.ts';

/** Keeps what is on the screen up to date with what others do. Gives the function that stops it. */
export function startLiveUpdates(): () => void {
  const abort = new AbortController();
  void listen(({ type }) => void refresh(type === 'reset' ? undefined : type.split('.')[0]), abort.signal);
  return () => abort.abort();
}
