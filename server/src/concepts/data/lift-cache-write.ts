import type { Value } from '#facts/value.ts';
import type { CallModel, TtlPlace } from '../call-model.ts';
import type { CallSite } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { CacheWrite } from '../kinds/data.ts';

/** A write to a cache, and whether it says how long it lives. */
export function liftCacheWrite(site: CallSite, model: Extract<CallModel, { is: 'cache-write' }>): Concept[] {
  const [command] = site.call.args;
  const isCommand = command?.kind === 'literal' && String(command.value).toUpperCase() === model.command;
  if (model.command !== undefined && !isCommand) return [];
  // Until version 7, go-redis took no context before the key.
  const shift = site.framework === 'go-redis' && site.call.args.length === 3 ? 1 : 0;
  const key = site.call.args[model.key - shift];
  const isLock =
    model.isLock === true || site.call.args.some(saysOnlyIfAbsent) || site.call.keywords.some((it) => it.name === 'nx');
  return [
    {
      kind: 'cache-write',
      framework: site.framework,
      scope: site.call.scope,
      span: site.call.span,
      call: site.id,
      expires: expires(site, model.ttl, shift),
      isLock,
      defaults: model.defaults ?? [],
      isMinor: model.isMinor === true,
      ...(key && { key }),
      ...(model.addition !== undefined && { addition: model.addition }),
    },
  ];
}

function expires(site: CallSite, place: TtlPlace, shift: number): CacheWrite['expires'] {
  const { call } = site;
  switch (place.kind) {
    case 'never':
      return 'no';
    case 'argument': {
      const value = call.args[place.index - shift];
      if (place.zeroIsDefault === true) return value && isListed(value, place.never ?? []) ? 'no' : 'yes';
      if (!value) return call.isOpen ? 'unknown' : 'no';
      return isNever(value, place.never ?? []) ? 'no' : 'yes';
    }
    case 'options': {
      const options = call.args[place.index];
      if (!options) return call.isOpen ? 'unknown' : 'no';
      if (options.kind !== 'object') return 'unknown';
      if (options.entries.some((it) => place.keys.includes(it.key))) return 'yes';
      return options.isOpen ? 'unknown' : 'no';
    }
    case 'flags': {
      if (call.isOpen) return 'unknown';
      const words = call.args
        .slice(place.from ?? 2)
        .map((it) => (it.kind === 'literal' && typeof it.value === 'string' ? it.value.toUpperCase() : ''));
      if (words.some((it) => place.words.includes(it))) return 'yes';
      // A flag that is not a literal may be any of the words.
      return call.args.slice(place.from ?? 2).some((it) => it.kind !== 'literal') ? 'unknown' : 'no';
    }
    case 'keywords': {
      const found = call.keywords.find((it) => place.names.includes(it.name));
      if (found) return found.value.kind === 'literal' && (found.value.value === null || found.value.value === 0) ? 'no' : 'yes';
      // redis-py takes the expiry as the third positional argument too.
      return call.isOpen || call.args.length > 2 ? 'unknown' : 'no';
    }
    case 'default': {
      const positional = place.index === undefined ? undefined : call.args[place.index];
      const value = call.keywords.find((it) => it.name === place.keyword)?.value ?? positional;
      return value?.kind === 'literal' && (place.never ?? [null]).some((it) => it === value.value) ? 'no' : 'yes';
    }
  }
}

function isNever(value: Value, never: readonly (number | string)[]): boolean {
  return (value.kind === 'literal' && (value.value === 0 || value.value === null)) || isListed(value, never);
}

function isListed(value: Value, never: readonly (number | string)[]): boolean {
  if (value.kind === 'literal') return never.some((it) => it === value.value);
  return value.kind === 'reference' && never.some((it) => it === value.path.join('.') || it === value.path.at(-1));
}

function saysOnlyIfAbsent(value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string' && value.value.toUpperCase() === 'NX';
  return value.kind === 'object' && value.entries.some((it) => it.key.toUpperCase() === 'NX');
}
