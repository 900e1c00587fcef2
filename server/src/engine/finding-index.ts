import { LayeredMap } from '#base/layered-map.ts';
import type { Path } from '#base/paths.ts';
import type { Finding } from '#rules/finding.ts';
import type { Detection, DirectiveState, Rule } from '#rules/rule.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Baseline, heldBack } from './baseline.ts';
import { type CrashLog, checkDirectives, type Detected, identityOf, toFinding } from './check-rules.ts';
import { suppressionsOf } from './suppressions.ts';

/** A finding with what it came from, which fixes need. */
export interface Identified {
  readonly detected: Detected;
  readonly finding: Finding;
}

/** The findings of a folder by path, and what tells which of them an edit can move. Immutable. */
export interface FindingIndex {
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  readonly identified: ReadonlyMap<Path, readonly Identified[]>;
  /** Findings that the baseline knows, whether they are shown dimmed or not at all. */
  readonly held: ReadonlyMap<Path, readonly Identified[]>;
  /** Our own suppressions by file, with what they did. */
  readonly states: ReadonlyMap<Path, readonly DirectiveState[]>;
  /** The detections of workspace rules by the file that they report. */
  readonly byWorkspace: ReadonlyMap<Path, readonly Detected[]>;
  /** Files with findings that name a place in the given file as their other end. */
  readonly relatedTo: ReadonlyMap<Path, ReadonlySet<Path>>;
}

/** What turns detections into findings. */
export interface Reporting {
  readonly workspace: Workspace;
  readonly rules: readonly Rule[];
  readonly onCrash: CrashLog;
  readonly baseline: Baseline;
  /** As `YYYY-MM-DD`, for suppressions that end. */
  readonly today: string;
}

/** Words all detections. */
export function indexFindings(
  byFile: ReadonlyMap<Path, readonly Detected[]>,
  fromWorkspace: readonly Detected[],
  reporting: Reporting,
): FindingIndex {
  const byWorkspace = new Map<Path, Detected[]>();
  for (const it of fromWorkspace) {
    const list = byWorkspace.get(it.detection.path);
    if (list) list.push(it);
    else byWorkspace.set(it.detection.path, [it]);
  }
  const found = new Map<Path, FileFindings>();
  const relatedTo = new Map<Path, Set<Path>>();
  for (const path of new Set([...byFile.keys(), ...byWorkspace.keys(), ...pathsWithDirectives(reporting.workspace)])) {
    const ofFile = identify(path, [...(byFile.get(path) ?? []), ...(byWorkspace.get(path) ?? [])], reporting);
    found.set(path, ofFile);
    for (const it of ofFile.shown) addRelated(relatedTo, it.finding);
  }
  return {
    findings: laidOver(new Map<Path, readonly Finding[]>(), found, (it) => sorted(it.shown)),
    identified: laidOver(new Map<Path, readonly Identified[]>(), found, (it) => it.shown),
    held: laidOver(new Map<Path, readonly Identified[]>(), found, (it) => it.held),
    states: laidOver(new Map<Path, readonly DirectiveState[]>(), found, (it) => it.states),
    byWorkspace,
    relatedTo,
  };
}

/** Words the detections of edited files again, and those that name a place in one of them. Everything else is taken over. */
export function reindexFindings(
  previous: FindingIndex,
  byFile: ReadonlyMap<Path, readonly Detected[]>,
  edited: Iterable<Path>,
  reporting: Reporting,
): { readonly index: FindingIndex; readonly changed: ReadonlySet<Path> } {
  const changed = new Set<Path>();
  for (const path of edited) {
    changed.add(path);
    for (const it of previous.relatedTo.get(path) ?? []) changed.add(it);
  }
  const found = new Map<Path, FileFindings>();
  let relatedTo = previous.relatedTo;
  for (const path of changed) {
    const ofFile = identify(path, [...(byFile.get(path) ?? []), ...(previous.byWorkspace.get(path) ?? [])], reporting);
    found.set(path, ofFile);
    const isNew = (it: Identified): boolean =>
      it.finding.related.some((at) => at.path !== path && !relatedTo.get(at.path)?.has(path));
    for (const it of ofFile.shown.filter(isNew)) {
      const copy = new Map([...relatedTo].map(([at, from]) => [at, new Set(from)]));
      addRelated(copy, it.finding);
      relatedTo = copy;
    }
  }
  const index: FindingIndex = {
    findings: laidOver(previous.findings, found, (it) => sorted(it.shown)),
    identified: laidOver(previous.identified, found, (it) => it.shown),
    held: laidOver(previous.held, found, (it) => it.held),
    states: laidOver(previous.states, found, (it) => it.states),
    byWorkspace: previous.byWorkspace,
    relatedTo,
  };
  return { index, changed };
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

interface FileFindings {
  readonly shown: readonly Identified[];
  readonly held: readonly Identified[];
  readonly states: readonly DirectiveState[];
}

/** The lists of the files that were looked at, over those of all others; a file with an empty list is not there. */
function laidOver<T>(
  before: ReadonlyMap<Path, readonly T[]>,
  found: ReadonlyMap<Path, FileFindings>,
  of: (file: FileFindings) => readonly T[],
): ReadonlyMap<Path, readonly T[]> {
  const values = new Map<Path, readonly T[]>();
  const gone = new Set<Path>();
  for (const [path, file] of found) {
    const list = of(file);
    if (list.length > 0) values.set(path, list);
    else if (before.has(path)) gone.add(path);
  }
  return before.size === 0 ? values : LayeredMap.over(before, values, gone);
}

function* pathsWithDirectives(workspace: Workspace): Iterable<Path> {
  for (const { path, facts } of workspace.files.values()) if (facts.directives.length > 0) yield path;
}

/** Suppressed findings go first, then what the rules about suppressions say comes in, then the baseline takes what is old. */
function identify(path: Path, detections: readonly Detected[], reporting: Reporting): FileFindings {
  const { workspace, rules, onCrash, baseline, today } = reporting;
  const suppressions = suppressionsOf(workspace, path, today);
  const worded = wordedFindings(detections, workspace).filter((it) => !suppressions?.silences(it.finding));
  const file = workspace.files.get(path);
  const states = suppressions?.states() ?? [];
  if (file && states.length > 0)
    worded.push(...wordedFindings(checkDirectives(rules, workspace, file, states, onCrash), workspace));
  const old = heldBack(baseline, path, worded, workspace.textOf);
  const counts = new Map<string, number>();
  const shown: Identified[] = [];
  const held: Identified[] = [];
  for (const it of worded) {
    const identity = identityOf(it.detected);
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    const fingerprint = count === 1 ? identity : `${identity}-${count}`;
    const isOld = old.has(it);
    const severity = isOld ? 'hint' : it.finding.severity;
    const identified: Identified = { detected: it.detected, finding: { ...it.finding, severity, fingerprint } };
    if (isOld) held.push(identified);
    if (!isOld || baseline.mode === 'dim') shown.push(identified);
  }
  return { shown, held, states };
}

interface Worded {
  readonly detected: Detected;
  readonly detection: Detection;
  readonly finding: Omit<Finding, 'fingerprint'>;
}

function wordedFindings(detections: readonly Detected[], workspace: Workspace): Worded[] {
  return detections.flatMap((detected) => {
    const finding = toFinding(detected, workspace);
    return finding ? [{ detected, detection: detected.detection, finding }] : [];
  });
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
