import type { ClientCall, ClientSegment } from './client-calls.ts';
import type { ResolvedAddress } from './resolve-address.ts';

/** An address below its origin. */
export interface ClientPath {
  readonly origin: ClientCall['origin'];
  readonly segments: readonly ClientSegment[];
  /** What stands before the segments, where a name holds it. */
  readonly base: string;
  readonly written: string;
}

const HOLE = '\uFFFC';

/**
 * Cuts an address into segments, without origin, query and fragment. `before` is what its client puts before it; absolute addresses and those
 * that begin with something unknown stay as they are. Undefined for relative files and for addresses without any path.
 */
export function clientPath(address: ResolvedAddress, before: ResolvedAddress | undefined): ClientPath | undefined {
  const whole = before && !standsAlone(address) ? joined(before, address) : address;
  const names: string[] = [];
  let text = '';
  for (const part of whole) {
    if (part.kind === 'text') text += part.text.replaceAll(HOLE, '');
    else {
      names.push(part.name ?? '');
      text += HOLE;
    }
  }
  const absolute = /^(?:https?|wss?):\/\/([^/?#]*)/.exec(text);
  if (absolute || text.startsWith('//')) {
    const host = absolute?.[1] ?? '';
    const isOwn = /^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(:|$)/.test(host) || host.includes(HOLE);
    const skipped = holesIn(host);
    return finish(
      isOwn ? 'own-host' : 'foreign',
      text.slice(absolute?.[0].length ?? 2),
      names.slice(skipped),
      host.replaceAll(HOLE, '*'),
    );
  }
  if (/^\.\.?\//.test(text)) return undefined;
  const heads = /^\uFFFC+/.exec(text)?.[0].length ?? 0;
  if (heads === 0) return finish('same', text, names, '');
  const head = whole.find((it) => it.kind !== 'text');
  const base = head?.kind === 'unknown' ? (head.base ?? '?') : '?';
  return finish('named', text.slice(heads), names.slice(heads), base);
}

function finish(origin: ClientCall['origin'], text: string, names: readonly string[], base: string): ClientPath | undefined {
  const [path = ''] = text.split(/[?#]/);
  let hole = 0;
  const segments = path
    .split('/')
    .filter((it) => it !== '')
    .map((it): ClientSegment => {
      const count = holesIn(it);
      const name = names[hole];
      hole += count;
      if (it === HOLE) return { kind: 'any', ...(name && { name }) };
      const written = /^(?::(\w+)|\{(\w+)\}|\[(\w+)\]|\$\{?(\w+)\}?)$/.exec(it);
      if (written) return { kind: 'any', name: written[1] ?? written[2] ?? written[3] ?? written[4] ?? 'id' };
      return count > 0 ? { kind: 'mixed', pattern: it.replaceAll(/\uFFFC+/g, '*') } : { kind: 'literal', text: decoded(it) };
    });
  if (segments.length === 0) return undefined;
  return { origin, segments, base, written: `/${segments.map(segmentText).join('/')}` };
}

/** `:id` for what is filled in. */
export function segmentText(segment: ClientSegment): string {
  switch (segment.kind) {
    case 'literal':
      return segment.text;
    case 'any':
      return `:${segment.name === undefined || segment.name === '' ? 'value' : segment.name}`;
    case 'mixed':
      return segment.pattern;
  }
}

/** Tells whether a client's base has no say: the address has a scheme, or begins with something that is not known. */
function standsAlone(address: ResolvedAddress): boolean {
  const [first] = address;
  return first?.kind !== 'text' || /^(\w+:)?\/\//.test(first.text);
}

function joined(before: ResolvedAddress, address: ResolvedAddress): ResolvedAddress {
  const [first] = address;
  const last = before.at(-1);
  const hasSlash = (first?.kind === 'text' && first.text.startsWith('/')) || (last?.kind === 'text' && last.text.endsWith('/'));
  return hasSlash ? [...before, ...address] : [...before, { kind: 'text', text: '/' }, ...address];
}

function holesIn(text: string): number {
  return text.split(HOLE).length - 1;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
