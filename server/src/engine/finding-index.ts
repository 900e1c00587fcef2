import type { Path } from '#base/paths.ts';
import type { Finding } from '#rules/finding.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detected, identityOf, toFinding } from './check-rules.ts';
import { isSuppressed } from './suppressions.ts';

/** A finding with what it came from, which fixes need. */
export interface Identified {
  readonly detected: Detected;
  readonly finding: Finding;
}

/** The findings of a folder by path, and what tells which of them an edit can move. Immutable. */
export interface FindingIndex {
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  readonly identified: ReadonlyMap<Path, readonly Identified[]>;
  /** The detections of workspace rules by the file that they report. */
  readonly byWorkspace: ReadonlyMap<Path, readonly Detected[]>;
  /** Files with findings that name a place in the given file as their other end. */
  readonly relatedTo: ReadonlyMap<Path, ReadonlySet<Path>>;
}

/** Words all detections. */
export function indexFindings(
  byFile: ReadonlyMap<Path, readonly Detected[]>,
  fromWorkspace: readonly Detected[],
  workspace: Workspace,
): FindingIndex {
  const byWorkspace = new Map<Path, Detected[]>();
  for (const it of fromWorkspace) {
    const list = byWorkspace.get(it.detection.path);
    if (list) list.push(it);
    else byWorkspace.set(it.detection.path, [it]);
  }
  const findings = new Map<Path, readonly Finding[]>();
  const identified = new Map<Path, readonly Identified[]>();
  const relatedTo = new Map<Path, Set<Path>>();
  for (const path of new Set([...byFile.keys(), ...byWorkspace.keys()])) {
    const found = identify([...(byFile.get(path) ?? []), ...(byWorkspace.get(path) ?? [])], workspace);
    if (found.length === 0) continue;
    identified.set(path, found);
    findings.set(path, sorted(found));
    for (const it of found) addRelated(relatedTo, it.finding);
  }
  return { findings, identified, byWorkspace, relatedTo };
}

/** Words the detections of edited files again, and those that name a place in one of them. Everything else is taken over. */
export function reindexFindings(
  previous: FindingIndex,
  byFile: ReadonlyMap<Path, readonly Detected[]>,
  edited: Iterable<Path>,
  workspace: Workspace,
): { readonly index: FindingIndex; readonly changed: ReadonlySet<Path> } {
  const changed = new Set<Path>();
  for (const path of edited) {
    changed.add(path);
    for (const it of previous.relatedTo.get(path) ?? []) changed.add(it);
  }
  const findings = new Map(previous.findings);
  const identified = new Map(previous.identified);
  let relatedTo = previous.relatedTo;
  for (const path of changed) {
    const found = identify([...(byFile.get(path) ?? []), ...(previous.byWorkspace.get(path) ?? [])], workspace);
    if (found.length > 0) {
      identified.set(path, found);
      findings.set(path, sorted(found));
    } else {
      identified.delete(path);
      findings.delete(path);
    }
    const isNew = (it: Identified): boolean =>
      it.finding.related.some((at) => at.path !== path && !relatedTo.get(at.path)?.has(path));
    for (const it of found.filter(isNew)) {
      const copy = new Map([...relatedTo].map(([at, from]) => [at, new Set(from)]));
      addRelated(copy, it.finding);
      relatedTo = copy;
    }
  }
  return { index: { findings, identified, byWorkspace: previous.byWorkspace, relatedTo }, changed };
}

/** Files whose findings read differently in the two, and files that findings of either name while their own text has changed. */
export function differingFiles(before: FindingIndex, after: FindingIndex, edited: Iterable<Path>): Set<Path> {
  const changed = new Set<Path>();
  for (const path of edited) {
    changed.add(path);
    for (const index of [before, after]) for (const it of index.relatedTo.get(path) ?? []) changed.add(it);
  }
  for (const path of new Set([...before.findings.keys(), ...after.findings.keys()])) {
    if (changed.has(path)) continue;
    const [old, now] = [before.findings.get(path), after.findings.get(path)];
    if (old?.length !== now?.length || JSON.stringify(old) !== JSON.stringify(now)) changed.add(path);
  }
  return changed;
}

/** Fingerprints hold their path, so that repeats are counted for each file by itself. */
function identify(detections: readonly Detected[], workspace: Workspace): Identified[] {
  const counts = new Map<string, number>();
  const found: Identified[] = [];
  for (const detected of detections) {
    const finding = toFinding(detected, workspace);
    if (!finding || isSuppressed(finding, workspace)) continue;
    const identity = identityOf(detected);
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    found.push({ detected, finding: { ...finding, fingerprint: count === 1 ? identity : `${identity}-${count}` } });
  }
  return found;
}

function sorted(found: readonly Identified[]): Finding[] {
  return found
    .map((it) => it.finding)
    .sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

function addRelated(relatedTo: Map<Path, Set<Path>>, { path, related }: Finding): void {
  for (const at of related) {
    if (at.path === path) continue;
    const known = relatedTo.get(at.path);
    if (known) known.add(path);
    else relatedTo.set(at.path, new Set([path]));
  }
}
