import { useStore } from '../state/use-store.ts';
import { connection } from './connection.ts';

/** Stands on top of the page while the API cannot be reached. */
export function OfflineBanner() {
  if (useStore(connection) === 'online') return null;
  return (
    <div className="banner" role="alert">
      You are offline. What you see may be out of date.
    </div>
  );
}
