import type { IncomingMessage } from 'node:http';

/**
 * The address of the caller. Each proxy adds the address that it was called from to X-Forwarded-For, so the last `trustedHops` entries
 * were written by proxies that are trusted; what stands before them can be made up.
 */
export function addressOf(request: IncomingMessage, trustedHops: number): string {
  const forwarded = (request.headers['x-forwarded-for']?.toString() ?? '').split(',').map((it) => it.trim());
  const known = [...forwarded.filter((it) => it !== ''), request.socket.remoteAddress ?? 'unknown'];
  return known.at(-1 - trustedHops) ?? known[0] ?? 'unknown';
}
