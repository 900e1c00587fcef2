import type { LiftedCode } from '#concepts/lifted-file.ts';
import { addEntry } from '#fixes/last-element.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { Wording } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ServerPiece } from './server-piece.ts';

const MODULE = 'express-jwt';
const READ = '\u0000';

/**
 * Has express-jwt take the token of a browser too: it looks into the header alone, unless it is told where. `read`: what gives the header.
 * Undefined where it is not called in the file, 'unknown' where its options cannot be read or say something of that already.
 */
export function expressJwtCheck(
  { path, facts }: LiftedCode,
  text: string,
  read: string,
  style: TextStyle,
  note: Wording,
): ServerPiece | 'unknown' | undefined {
  const locals = facts.imports.filter((it) => it.module === MODULE && !it.isTypeOnly && it.local !== '').map((it) => it.local);
  const calls = facts.calls.filter((it) => locals.includes(it.callee.path[0] ?? '') && it.callee.receiver === undefined);
  const made = calls.flatMap((it): (readonly TextChange[] | undefined)[] => {
    // `expressjwt({ … }).unless({ … })` is a call of its own.
    const [options] = it.args;
    if (it.callee.path.length > 1 && options?.kind !== 'object') return [];
    if (options?.kind !== 'object' || options.isOpen || options.entries.some((entry) => entry.key === 'getToken'))
      return [undefined];
    return [addEntry(text, options, `getToken: (request) => ${READ}(request)?.slice('Bearer '.length)`, style)];
  });
  if (made.length === 0) return undefined;
  const known = made.filter((it) => it !== undefined);
  if (known.length < made.length) return 'unknown';
  const changes = (written: (name: string) => string): TextChange[] =>
    known.flat().map((it) => ({ ...it, text: it.text.replace(READ, () => written(read)) }));
  return { path, own: [read], packages: [], changes, note };
}
