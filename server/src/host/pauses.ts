/** How long work keeps messages waiting, in milliseconds: below the 16 of a frame. */
const SLICE_MS = 12;

/** Lets messages of the editor in between, once a slice of time is used up; says whether it did. Throws where the signal aborts. */
export function pauses(): (signal: AbortSignal | undefined) => Promise<boolean> | false {
  let sliceStart = performance.now();
  return (signal) => {
    if (performance.now() - sliceStart < SLICE_MS) return false;
    return new Promise((resolve) => setImmediate(resolve)).then(() => {
      signal?.throwIfAborted();
      sliceStart = performance.now();
      return true;
    });
  };
}
