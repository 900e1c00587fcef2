const intervalMs = 2_000;

/**
 * Asks for changes, while the page is seen, until asking fails or the signal is aborted. `onChange` is told the resource, or nothing where
 * everything may have changed, as after the first answer. Gives whether there was an answer.
 */
export async function follow(onChange, signal) {
  let position;
  while (!signal.aborted && document.visibilityState === 'visible') {
    const query = position === undefined ? '' : `?${new URLSearchParams({ since: position })}`;
    const response = await fetch(`/api/changes${query}`, { signal });
    if (!response.ok) return false;
    const { changes, next, reset } = await response.json();
    if (position === undefined || reset) onChange();
    else for (const resource of new Set(changes.map(({ event }) => event.split('.')[0]))) onChange(resource);
    position = next;
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  return true;
}
