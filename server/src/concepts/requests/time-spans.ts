import type { Value } from '#facts/value.ts';

/**
 * The seconds in a length of time that is written as libraries of JavaScript take it: a number of seconds, or a text such as
 * `15m`, `7 days` (https://github.com/vercel/ms; a text without a unit is milliseconds). Undefined for all else.
 */
export function secondsOf(value: Value): number | undefined {
  if (value.kind !== 'literal') return undefined;
  if (typeof value.value === 'number') return value.value;
  const match = typeof value.value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value.value) : null;
  const unit = (match?.[2] ?? '').toLowerCase();
  const seconds = UNITS.find(([names]) => names.includes(unit))?.[1];
  return match && seconds !== undefined ? Number(match[1]) * seconds : undefined;
}

const UNITS: readonly (readonly [readonly string[], number])[] = [
  [['', 'ms', 'msec', 'msecs', 'millisecond', 'milliseconds'], 0.001],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1],
  [['m', 'min', 'mins', 'minute', 'minutes'], 60],
  [['h', 'hr', 'hrs', 'hour', 'hours'], 3600],
  [['d', 'day', 'days'], 86_400],
  [['w', 'week', 'weeks'], 604_800],
  [['y', 'yr', 'yrs', 'year', 'years'], 31_557_600],
];
