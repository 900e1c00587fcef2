import { follow } from './channel.js';

// Tells the list on the page that others have changed something. It then loads itself again.

const firstWaitMs = 1_000;
const lastWaitMs = 30_000;

let following;

/** Follows the changes while somebody is signed in; pages come and go in the same document. */
function followWhileSignedIn() {
  const isSignedIn = document.querySelector('[data-signed-in]') !== null;
  if (isSignedIn && following === undefined) {
    following = new AbortController();
    void keepFollowing(following.signal);
  } else if (!isSignedIn) {
    following?.abort();
    following = undefined;
  }
}

async function keepFollowing(signal) {
  let failures = 0;
  while (!signal.aborted) {
    const wasConnected = await follow((resource) => {
      failures = 0;
      tell(resource);
    }, signal).catch(() => false);
    if (!wasConnected && (await hasSessionEnded(signal))) return;
    failures += 1;
    await pause(waitMs(failures), signal);
  }
}

/** Without a resource everything may have changed. */
function tell(resource) {
  for (const list of document.querySelectorAll('[data-live]')) {
    if (resource === undefined || list.dataset.live === resource) list.dispatchEvent(new Event('changed'));
  }
}

async function hasSessionEnded(signal) {
  try {
    return (await fetch('/api/auth/me', { signal })).status === 401;
  } catch {
    return false;
  }
}

/** Doubled each time, with chance, so that pages do not come back all at once. */
function waitMs(failures) {
  return Math.min(firstWaitMs * 2 ** (failures - 1), lastWaitMs) * (0.5 + Math.random() / 2);
}

/** Waits, but not longer than until the page is back online or in view: then it is time to try. */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { signal: waiting.signal });
    window.addEventListener('online', done, { signal: waiting.signal });
    document.addEventListener('visibilitychange', done, { signal: waiting.signal });
    function done() {
      clearTimeout(timer);
      waiting.abort();
      resolve();
    }
  });
}

document.addEventListener('htmx:after:swap', followWhileSignedIn);
followWhileSignedIn();
