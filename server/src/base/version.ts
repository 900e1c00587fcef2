import gte from 'semver/functions/gte.js';
import satisfies from 'semver/functions/satisfies.js';
import minVersion from 'semver/ranges/min-version.js';
import validRange from 'semver/ranges/valid.js';

// Semantic versions (semver.org) as npm writes them.

/** Both without a `v`. */
export function isAtLeast(version: string, least: string): boolean {
  return gte(version, least);
}

/** Whether a range such as `>=22.18` or `^20 || ^22` takes a version; no version is in a range that cannot be read. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range);
}

export interface LowestVersion {
  readonly major: number;
  /** 0 where the range names only the major version. */
  readonly minor: number;
}

/** The lowest version that a range names; undefined for one without a lower end, such as `*`, and for one that cannot be read. */
export function lowestVersion(range: string): LowestVersion | undefined {
  const lowest = validRange(range) === null ? null : minVersion(range);
  return lowest === null || lowest.compare('0.0.0') === 0 ? undefined : { major: lowest.major, minor: lowest.minor };
}
