import gte from 'semver/functions/gte.js';
import satisfies from 'semver/functions/satisfies.js';

// Semantic versions (semver.org) as npm writes them.

/** Both without a `v`. */
export function isAtLeast(version: string, least: string): boolean {
  return gte(version, least);
}

/** Whether a range such as `>=22.18` or `^20 || ^22` takes a version; no version is in a range that cannot be read. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range);
}
