/**
 * Follows the event stream until it breaks or the signal is aborted. `onChange` is told the resource, or nothing where everything may have
 * changed, as after each connecting. Gives whether there was a connection. The browser's own EventSource says neither why it failed nor
 * when it gave up.
 */
export async function follow(onChange, signal) {
  const response = await fetch('/api/events', { signal });
  if (!response.ok || response.body === null) return false;
  onChange();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = /^event: (\S+)/.exec(line)?.[1];
      if (event !== undefined) onChange(event === 'reset' ? undefined : event.split('.')[0]);
    }
  }
}
