/** What a connection that stays open needs to know about whoever listens. */
export interface Listener {
  /** The last event that it has seen, if it comes back. */
  readonly lastEventId: string | undefined;
  /** When its sign-in ends, in milliseconds since the epoch. */
  readonly endsAt: number;
  /** Asked at each ping: a session may end before its time. */
  readonly isSignedIn: () => Promise<boolean>;
}

/** Runs something when the sign-in ends. Gives the timer. */
export function whenItEnds({ endsAt }: Listener, run: () => void): NodeJS.Timeout {
  return setTimeout(run, Math.min(Math.max(endsAt - Date.now(), 0), longestTimeoutMs));
}

/** Node runs a longer timer at once. */
const longestTimeoutMs = 2 ** 31 - 1;
