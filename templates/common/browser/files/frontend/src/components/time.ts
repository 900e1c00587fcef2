/** A point in time as people read it, to the minute: `2026-01-31 09:30 UTC`. */
export function utcText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
