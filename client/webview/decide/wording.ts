// How numbers and found problems are put into words for the sheet.

/** A message from a check, as a sentence: capital first, full stop last. */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes in the unit that keeps the number short: `812 B`, `4.2 kB`, `1.3 MB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${shortNumber(bytes / 1000)} kB`;
  return `${shortNumber(bytes / 1_000_000)} MB`;
}

/** Milliseconds as a person reads them: `85 ms`, `4.2 s`, `1 min 12 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${shortNumber(ms / 1000)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

function shortNumber(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.floor(value));
}
