import { fileName } from '#base/paths.ts';
import type { CacheWrite } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';

/** Tells whether what is written is a copy of something that lies elsewhere, and not a number that is kept or a record that is changed. */
export function isCopy(code: LiftedCode, write: CacheWrite): boolean {
  return !(STORES.has(write.framework) && isNumber(code, write)) && !isChanged(code, write);
}

/** Tells whether a write only where nothing is there takes a lock; the same call marks what happened once. */
export function isLockTaken(code: LiftedCode, write: CacheWrite): boolean {
  return speaksOf(code, write, LOCK);
}

/** What keeps other things than copies too. */
const STORES: ReadonlySet<string> = new Set(['ioredis', 'node-redis', 'upstash-redis', 'redis-py', 'go-redis', 'redigo']);
const LOCK = /lock(?!ed)|mutex|semaphore|acquire|claim|leader|(?<![a-z])(?:take|reserve)/i;

/** The words around a write: the key, the store, the function, its class and the file. */
function speaksOf({ facts, path }: LiftedCode, { call: id, key, scope }: CacheWrite, words: RegExp): boolean {
  const fn = enclosingFunction(facts, scope)?.fn;
  const call = id === undefined ? undefined : facts.calls[id];
  const value = key && givenValue(facts, key);
  return [keyText(key), keyText(value), fn?.name, fn?.owner, fileName(path), call?.callee.path.slice(0, -1).join('.')].some(
    (it) => it !== undefined && words.test(it),
  );
}

/** What a name of the file was given, to read `const key = 'cache:…'`. */
function givenValue({ bindings }: LiftedCode['facts'], key: Value): Value | undefined {
  if (key.kind !== 'reference' || key.path.length !== 1) return undefined;
  const found = bindings.find((it) => it.name === key.path[0] && it.origin.kind === 'value')?.origin;
  return found?.kind === 'value' ? found.value : undefined;
}

/** `set(key, sequence)` with a parameter that is a number: a counter, a mark or a place. */
function isNumber({ facts }: LiftedCode, { call: id, key, scope }: CacheWrite): boolean {
  const args = id === undefined ? [] : (facts.calls[id]?.args ?? []);
  const value = args[args.findIndex((it) => it.span.start === key?.span.start) + 1];
  if (key === undefined || value?.kind !== 'reference' || value.path.length !== 1) return false;
  const given = enclosingFunction(facts, scope)?.fn.parameters.find((it) => it.name === value.path[0]);
  return /^(?:u?int\d*|float\d*|number|bool|boolean)$/.test(given?.type?.text ?? '');
}

/** The function reads the entry first and writes back what it found. */
function isChanged({ facts }: LiftedCode, { call: id, key, scope }: CacheWrite): boolean {
  const write = id === undefined ? undefined : facts.calls[id];
  const fn = enclosingFunction(facts, scope)?.id;
  const text = keyText(key);
  if (!write || text === '' || fn === undefined) return false;
  return facts.calls.some(
    (it) =>
      /^get$/i.test(it.callee.path.at(-1) ?? '') &&
      it.span.start < write.span.start &&
      it.args.some((one) => keyText(one) === text) &&
      enclosingFunction(facts, it.scope)?.id === fn &&
      it.targets.some((one) => write.mentions.includes(one)),
  );
}

/** A key as one text, to compare keys and to look for words in them. */
export function keyText(key: Value | undefined): string {
  switch (key?.kind) {
    case 'literal':
      return String(key.value);
    case 'template':
      return key.text;
    case 'reference':
      return key.path.join('.');
    case 'opaque':
      return key.mentions.join('.');
    default:
      return '';
  }
}
