import { z } from 'zod';
import type { CacheWrite } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { isCopy, isLockTaken, keyText } from './cached-copies.ts';
import { addTtl, ttlOffers } from './missing-ttl-fix.ts';

interface Data {
  readonly call: string;
}

export default defineRule<Options, Data>({
  id: 'cache/missing-ttl',
  section: 9,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['cache-write'],
  fix: 'suggest',
  options: z
    .strictObject({
      defaultTtlSeconds: z.number().int().positive().default(300).describe('Seconds that the fix writes'),
      stateKeys: z
        .string()
        .default(
          'session|queue|counter|limit|feature|migrat|cursor|online|presence|token|refresh|blacklist|blocklist|denylist|revoked|nonce|throttle|last[_-]?(?:update|success|seen|run|sync|check|change|login|failure)|(?<![a-z])(?:sess|job|done|seq|lock|count|flag|otp|state|changed|heartbeat)',
        )
        .describe('Words in a key that tell state from a cache, as a regular expression'),
    })
    .prefault({}),
  messages: {
    noTtl: ({ call }) => `\`${call}\` caches a value that never expires`,
    lockWithoutTtl: ({ call }) => `\`${call}\` takes a lock that nothing releases if the process dies`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const state = new RegExp(options.stateKeys, 'i');
    const expiries = conceptsOf(code, 'cache-expiry');
    for (const write of conceptsOf(code, 'cache-write')) {
      if (write.expires !== 'no' || write.call === undefined) continue;
      const key = keyText(write.key);
      if (write.isLock ? !isLockTaken(code, write) : state.test(key) || !isCopy(code, write)) continue;
      const isExpired = expiries.some(
        (it) => keyText(it.key) === key && symbolAround(code, it.scope) === symbolAround(code, write.scope),
      );
      if (
        isExpired ||
        hasDefault(workspace, code, write.defaults) ||
        isDeletedByName(code, write, key) ||
        isWalked(code, write) ||
        (!write.isLock && isMark(workspace, code, write)) ||
        isOneKeptOnPurpose(code, write) ||
        isOneOfTwoWays(code, write) ||
        isOtherWay(code, write)
      )
        continue;
      yield detection(workspace, code, write, options);
    }
  },
  repair({ workspace, options }, { path, at }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const write = code && conceptsOf(code, 'cache-write').find((it) => at.kind === 'span' && it.span.start === at.span.start);
    return code && write ? addTtl(workspace, code, write, options.defaultTtlSeconds) : [];
  },
});

/** A key with a fixed name that the same file deletes again is a switch, and no copy of something. */
function isDeletedByName({ facts }: LiftedCode, write: CacheWrite, key: string): boolean {
  if (key === '' || write.key?.kind === 'template' || write.key?.kind === 'opaque') return false;
  const isParameter = write.key?.kind === 'reference' && write.key.path.length === 1 && !/^[A-Z]/.test(key);
  if (isParameter) return false;
  return facts.calls.some(
    (call) =>
      /^(?:del|delete|unlink|Del|Unlink)$/.test(call.callee.path.at(-1) ?? '') && call.args.some((it) => keyText(it) === key),
  );
}

/** `set("imports", "done")`, `set(key, time.time())`: a fixed word or the time of day is nobody's copy of something. */
function isMark(workspace: Workspace, { facts, path }: LiftedCode, write: CacheWrite): boolean {
  const { call: id, key } = write;
  const call = id === undefined ? undefined : facts.calls[id];
  const place = call?.args.findIndex((it) => it.span.start === key?.span.start) ?? -1;
  const value = place < 0 ? undefined : call?.args[place + 1];
  if (!value) return false;
  if (value.kind === 'reference' && isComparedFirst(facts, write, value.path.join('.'))) return true;
  return value.kind === 'literal' || CLOCK.test(workspace.textOf(path)?.slice(value.span.start, value.span.end) ?? '');
}

/** `if cached_hash == file_hash: return`: what is kept says which state was read, and is never taken for the state. */
function isComparedFirst(facts: LiftedCode['facts'], { key, scope }: CacheWrite, value: string): boolean {
  const around = enclosingFunction(facts, scope)?.id;
  const known = facts.calls.flatMap((it) =>
    enclosingFunction(facts, it.scope)?.id === around &&
    /^get$/i.test(it.callee.path.at(-1) ?? '') &&
    keyText(it.args[0]) === keyText(key)
      ? it.targets
      : [],
  );
  return facts.scopes.some(({ branch }) =>
    known.some(
      (it) => branch && new RegExp(`\\b(${it}\\s*[!=]==?\\s*${value}|${value}\\s*[!=]==?\\s*${it})\\b`).test(branch.text),
    ),
  );
}

const CLOCK =
  /^(?:\w+\()?(?:time\.time\(|time\.Now\(|Date\.now\(|(?:datetime\.)*datetime\.(?:utc)?now\(|timezone\.now\(|new Date\(\))/;

/** `cache.set("settings", value, None)`: one entry under a fixed name takes no memory to speak of, and Django keeps none for ever by itself. */
function isOneKeptOnPurpose({ facts }: LiftedCode, { call: id, key }: CacheWrite): boolean {
  const call = id === undefined ? undefined : facts.calls[id];
  if (facts.language !== 'python' || key?.kind !== 'literal' || !call) return false;
  const isNone = (it: Value | undefined) => it?.kind === 'literal' && it.value === null;
  return isNone(call.args[2]) || call.keywords.some((it) => it.name === 'timeout' && isNone(it.value));
}

/** A store whose entries the file goes through one by one, or that it empties when the rows change, is kept up by it. */
function isWalked({ facts }: LiftedCode, write: CacheWrite): boolean {
  const store = write.call === undefined ? '' : (facts.calls[write.call]?.callee.path.slice(0, -1).join('.') ?? '');
  const walk = (path: readonly string[]): boolean =>
    /^(?:Items|entries|Flush)$/.test(path.at(-1) ?? '') && path.slice(0, -1).join('.') === store;
  return store !== '' && facts.calls.some((it) => walk(it.callee.path));
}

/** A store of one's own with a method that keeps for a time and one that keeps for good: the caller chooses. */
function isOneOfTwoWays(code: LiftedCode, write: CacheWrite): boolean {
  const fn = enclosingFunction(code.facts, write.scope)?.fn;
  const isGiven = (key: Value | undefined) =>
    key?.kind === 'reference' && fn?.parameters.some((it) => it.name === key.path[0]) === true;
  if (fn?.owner === undefined || !isGiven(write.key)) return false;
  return conceptsOf(code, 'cache-write').some(
    (it) => it.expires !== 'no' && enclosingFunction(code.facts, it.scope)?.fn.owner === fn.owner,
  );
}

/** `ttl ? set(…, ttl) : set(…)`: who calls it, or who sets it up, says how long, and says nothing where it may stay. */
function isOtherWay({ facts }: LiftedCode, write: CacheWrite): boolean {
  const group = facts.scopes[write.scope]?.branch?.group;
  return (
    group !== undefined &&
    facts.scopes.some((it) => it.branch?.group === group && /ttl|expir|seconds|timeout/i.test(it.branch.text))
  );
}

/** Tells whether some store of the unit is set up with a life for all its entries. */
function hasDefault(workspace: Workspace, code: LiftedCode, keys: readonly string[]): boolean {
  if (keys.length === 0) return false;
  const isSet = (value: Value): boolean =>
    value.kind === 'object' && value.entries.some((it) => keys.includes(it.key) || isSet(it.value));
  return workspace.unitOf(code.path).files.some((path) => {
    const facts = workspace.files.get(path)?.facts;
    if (facts?.kind !== 'code') return false;
    return facts.calls.some(
      (call) =>
        !/set$/i.test(call.callee.path.at(-1) ?? '') &&
        (call.args.some(isSet) || call.keywords.some((it) => keys.includes(it.name))),
    );
  });
}

interface Options {
  readonly defaultTtlSeconds: number;
  readonly stateKeys: string;
}

function detection(workspace: Workspace, code: LiftedCode, write: CacheWrite, options: Options): Detection<Data> {
  const call = write.call === undefined ? undefined : code.facts.calls[write.call];
  return {
    messageId: write.isLock ? 'lockWithoutTtl' : 'noTtl',
    ...(write.isMinor && { severity: 'info' as const }),
    data: { call: call?.callee.path.join('.') ?? 'set' },
    path: code.path,
    at: { kind: 'span', span: write.span },
    symbol: symbolAround(code, write.scope),
    offers: ttlOffers(workspace, code, write, options.defaultTtlSeconds),
  };
}
