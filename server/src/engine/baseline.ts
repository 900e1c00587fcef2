import { digest } from '#base/digest.ts';
import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { Finding } from '#rules/finding.ts';
import type { Detection } from '#rules/rule.ts';

/** Findings that were there before: how many of each kind a file may have. Rule → path → fingerprint → count. */
export type BaselineEntries = ReadonlyMap<string, ReadonlyMap<Path, ReadonlyMap<string, number>>>;

/** Lines of a file by number, 0-based, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** What the engine needs to tell old findings from new ones. */
export interface Baseline {
  readonly mode: 'off' | 'hide' | 'dim' | 'new-lines';
  readonly entries: BaselineEntries;
  /** Rules whose findings are always shown. */
  readonly never: readonly string[];
  /** For `new-lines`: the lines that are new since the branch left the default branch; undefined where that is not known, and then all is shown. */
  readonly newLines?: ReadonlyMap<Path, readonly LineRange[]> | undefined;
}

export const noBaseline: Baseline = { mode: 'off', entries: new Map(), never: [] };

/**
 * Stands for a finding in later states of its file, wherever the file and the line go: the rule, the message, the function around
 * and the flagged text without its layout. Equal findings of a file share it and are counted.
 */
export function baselineFingerprint(
  finding: Pick<Finding, 'rule' | 'messageId' | 'span'>,
  detection: Detection,
  text: string,
): string {
  const flagged = text.slice(finding.span.start, finding.span.end).replace(/\s+/g, ' ').slice(0, 400);
  return digest([finding.rule, finding.messageId, detection.symbol ?? '', flagged].join('\u0000')).slice(0, 16);
}

/** Of the findings of one file, given in the order of the file, those that are old. The first ones of a kind count as the old ones. */
export function heldBack<T extends { readonly finding: Omit<Finding, 'fingerprint'>; readonly detection: Detection }>(
  baseline: Baseline,
  path: Path,
  found: readonly T[],
  textOf: (path: Path) => string | undefined,
): ReadonlySet<T> {
  const held = new Set<T>();
  const candidates = found.filter((it) => !baseline.never.includes(it.finding.rule));
  if (baseline.mode === 'off' || candidates.length === 0) return held;
  if (baseline.mode === 'new-lines') {
    const text = baseline.newLines && textOf(path);
    if (text === undefined) return held;
    const ranges = baseline.newLines?.get(path) ?? [];
    const index = new LineIndex(text);
    for (const it of candidates) {
      const { line } = index.positionAt(it.finding.span.start);
      if (!ranges.some((range) => range.first <= line && line <= range.last)) held.add(it);
    }
    return held;
  }
  const known = candidates.filter((it) => baseline.entries.get(it.finding.rule)?.has(path));
  const text = known.length === 0 ? undefined : textOf(path);
  if (text === undefined) return held;
  const used = new Map<string, number>();
  for (const it of [...known].sort((a, b) => a.finding.span.start - b.finding.span.start)) {
    const fingerprint = baselineFingerprint(it.finding, it.detection, text);
    const key = `${it.finding.rule} ${fingerprint}`;
    const count = used.get(key) ?? 0;
    if (count >= (baseline.entries.get(it.finding.rule)?.get(path)?.get(fingerprint) ?? 0)) continue;
    used.set(key, count + 1);
    held.add(it);
  }
  return held;
}

/** One finding as the baseline counts it. */
export interface BaselineItem {
  readonly rule: string;
  readonly path: Path;
  readonly fingerprint: string;
}

/** The entries that stand for these findings. */
export function entriesOf(items: Iterable<BaselineItem>): BaselineEntries {
  const entries = new Map<string, Map<Path, Map<string, number>>>();
  for (const { rule, path, fingerprint } of items) {
    const paths = entries.get(rule) ?? new Map<Path, Map<string, number>>();
    entries.set(rule, paths);
    const counts = paths.get(path) ?? new Map<string, number>();
    paths.set(path, counts);
    counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  }
  return entries;
}

/** The entries without what is not there any more: each count is the lesser of the two, so that the result never grows. */
export function pruned(entries: BaselineEntries, current: BaselineEntries): BaselineEntries {
  return mapCounts(entries, (rule, path, fingerprint, count) =>
    Math.min(count, current.get(rule)?.get(path)?.get(fingerprint) ?? 0),
  );
}

/** The same for one file alone. */
export function prunedIn(entries: BaselineEntries, current: BaselineEntries, only: Path): BaselineEntries {
  return mapCounts(entries, (rule, path, fingerprint, count) =>
    path === only ? Math.min(count, current.get(rule)?.get(path)?.get(fingerprint) ?? 0) : count,
  );
}

/** The entries of both; counts are added up. */
export function joined(entries: BaselineEntries, more: BaselineEntries): BaselineEntries {
  return entriesOf([...itemsOf(entries), ...itemsOf(more)]);
}

/** The entries with those of the other added where `isWanted`; what stood there for a wanted rule and path is replaced. */
export function replaced(
  entries: BaselineEntries,
  current: BaselineEntries,
  isWanted: (rule: string, path: Path) => boolean,
): BaselineEntries {
  const kept = mapCounts(entries, (rule, path, _, count) => (isWanted(rule, path) ? 0 : count));
  const added = mapCounts(current, (rule, path, _, count) => (isWanted(rule, path) ? count : 0));
  return entriesOf([...itemsOf(kept), ...itemsOf(added)]);
}

/** Each counted finding once; a count of three gives three items. */
export function itemsOf(entries: BaselineEntries): BaselineItem[] {
  return [...entries].flatMap(([rule, paths]) =>
    [...paths].flatMap(([path, counts]) =>
      [...counts].flatMap(([fingerprint, count]) => Array.from({ length: count }, () => ({ rule, path, fingerprint }))),
    ),
  );
}

/** The entries under the new names of files that were renamed. */
export function renamed(entries: BaselineEntries, names: ReadonlyMap<Path, Path>): BaselineEntries {
  if (names.size === 0) return entries;
  return entriesOf(itemsOf(entries).map((it) => ({ ...it, path: names.get(it.path) ?? it.path })));
}

function mapCounts(
  entries: BaselineEntries,
  count: (rule: string, path: Path, fingerprint: string, count: number) => number,
): BaselineEntries {
  const result = new Map<string, Map<Path, Map<string, number>>>();
  for (const [rule, paths] of entries) {
    for (const [path, counts] of paths) {
      for (const [fingerprint, before] of counts) {
        const after = count(rule, path, fingerprint, before);
        if (after <= 0) continue;
        const byPath = result.get(rule) ?? new Map<Path, Map<string, number>>();
        result.set(rule, byPath);
        const byFingerprint = byPath.get(path) ?? new Map<string, number>();
        byPath.set(path, byFingerprint);
        byFingerprint.set(fingerprint, after);
      }
    }
  }
  return result;
}
