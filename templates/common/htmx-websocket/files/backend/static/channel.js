const pingIntervalMs = 20_000;
/** So many pings without an answer, and the connection is taken for lost. */
const pingsUntilLost = 2;

/**
 * Follows the socket until it breaks or the signal is aborted. `onChange` is told the resource, or nothing where everything may have
 * changed, as after each connecting. Gives whether there was a connection.
 */
export function follow(onChange, signal) {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/socket`, 'events.v1');
    const listening = new AbortController();
    const options = { signal: listening.signal };
    let wasOpen = false;
    let unansweredPings = 0;
    const pings = setInterval(ping, pingIntervalMs);
    socket.addEventListener('open', open, options);
    socket.addEventListener('message', receive, options);
    socket.addEventListener('close', end, options);
    signal.addEventListener('abort', end, options);

    function open() {
      wasOpen = true;
      onChange();
    }
    function receive({ data }) {
      unansweredPings = 0;
      const { event } = JSON.parse(data);
      if (event !== undefined) onChange(event === 'reset' ? undefined : event.split('.')[0]);
    }
    function ping() {
      if (!wasOpen || unansweredPings === pingsUntilLost) return end();
      unansweredPings += 1;
      socket.send(JSON.stringify({ type: 'ping' }));
    }
    function end() {
      clearInterval(pings);
      listening.abort();
      // Browsers report an error when a connection is closed that is not there yet.
      if (socket.readyState === WebSocket.CONNECTING) socket.addEventListener('open', () => socket.close());
      else socket.close();
      resolve(wasOpen);
    }
  });
}
