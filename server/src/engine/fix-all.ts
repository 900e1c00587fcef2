import type { Path } from '#base/paths.ts';
import { type FileEdit, type Fix, type FixOffer, joinEdits, textsAfter } from '#fixes/edit.ts';
import type { Finding } from '#rules/finding.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Identified } from './finding-index.ts';
import type { State } from './state.ts';
import { type TrialTools, trialOf, type Watched } from './trial.ts';
import { brokenBy, computedFixes, countOf, fitsTexts, isAlike, newFindings, tryFix } from './try-fix.ts';

/** What is to be fixed: which findings, and of their fixes those that may be taken; the first of them counts. */
export interface FixSelection {
  readonly wants: (finding: Finding, offer: FixOffer) => boolean;
  /** Only fixes that change this file and no other: for one that is saved. Also bounds the cost, because the findings of others are not worked out. */
  readonly within?: Path;
}

/** A fix of many, with the finding that it mends. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: FixOffer;
}

/** What many fixes make of the texts. */
export interface FixedTexts {
  /** Changed and created files with their texts before (undefined for created ones) and after. */
  readonly files: ReadonlyMap<Path, { readonly before: string | undefined; readonly after: string }>;
  readonly applied: readonly AppliedFix[];
  /** Findings with a fix that was wanted and could not be taken. */
  readonly left: number;
}

/** Fixes that get in each other's way wait for the next round; ESLint stops after ten. */
const MOST_ROUNDS = 25;

/**
 * Applies many fixes in memory, in rounds: of those that meet, the later ones are computed again from what the first ones left. Every round is
 * tried as a whole, and where it does not hold, one by one. Yields the number of applied fixes between its steps.
 */
export function* fixAll(base: State, selection: FixSelection, tools: TrialTools): Generator<number, FixedTexts, void> {
  const first: Computed = new Map();
  const wanted = wantedIn(base, selection, tools, first);
  const total = [...wanted.values()].reduce((sum, it) => sum + it, 0);
  const refused = new Set<string>();
  const texts = new Map<Path, string>();
  const applied: AppliedFix[] = [];
  let state = base;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const batch = batchOf(state, wanted, refused, selection, tools, round === 0 ? first : new Map());
    yield applied.length;
    if (batch.length === 0) break;
    const together = batch.length === 1 ? undefined : tryTogether(state, batch, watchedBy(selection), tools);
    if (together) {
      state = together.state;
      for (const [path, text] of together.texts) texts.set(path, text);
      for (const it of batch) applied.push(appliedOf(it));
      for (const it of batch) take(wanted, it.found);
      continue;
    }
    let isChanged = false;
    for (const { found, fix } of batch) {
      // Only the first one that holds is certain to fit: the texts of the others have changed.
      if (isChanged) break;
      const outcome = tryFix(state, found, fix, tools);
      yield applied.length;
      if (outcome.kind === 'refused') {
        refused.add(found.finding.fingerprint);
        continue;
      }
      for (const [path, text] of outcome.texts) texts.set(path, text);
      state = trialOf(state, outcome.texts, watchedBy(selection), tools);
      applied.push(appliedOf({ found, fix }));
      take(wanted, found);
      isChanged = true;
    }
    if (!isChanged) break;
  }
  const files = new Map([...texts].map(([path, after]) => [path, { before: base.workspace.textOf(path), after }] as const));
  return { files, applied, left: total - applied.length };
}

interface Chosen {
  readonly found: Identified;
  readonly fix: Fix;
}

/** Fixes that were computed already. */
type Computed = Map<Identified, readonly Fix[]>;

function computed(state: State, found: Identified, tools: TrialTools, known: Computed): readonly Fix[] {
  const fixes = known.get(found) ?? computedFixes(state, found, tools);
  known.set(found, fixes);
  return fixes;
}

/**
 * How many of each rule and file: what a finding says of itself may change when another has gone. An offer that turns out to have no edit does not
 * count.
 */
function wantedIn(state: State, { wants, within }: FixSelection, tools: TrialTools, known: Computed): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const list of state.index.identified.values()) {
    for (const found of list) {
      const isMeant = (it: FixOffer) => wants(found.finding, it);
      if (within !== undefined && found.finding.path !== within) continue;
      if (!found.finding.fixes.some(isMeant) || !computed(state, found, tools, known).some(isMeant)) continue;
      const key = keyOf(found);
      wanted.set(key, (wanted.get(key) ?? 0) + 1);
    }
  }
  return wanted;
}

function take(wanted: Map<string, number>, found: Identified): void {
  const key = keyOf(found);
  wanted.set(key, (wanted.get(key) ?? 0) - 1);
}

function keyOf({ finding }: Identified): string {
  return `${finding.rule} ${finding.path}`;
}

/** Fixes that touch different places, each from the current texts. */
function batchOf(
  state: State,
  wanted: ReadonlyMap<string, number>,
  refused: ReadonlySet<string>,
  { wants, within }: FixSelection,
  tools: TrialTools,
  known: Computed,
): Chosen[] {
  const batch: Chosen[] = [];
  const open = new Map(wanted);
  const taken = new Map<Path, TextChange[] | 'created'>();
  for (const list of state.index.identified.values()) {
    for (const found of list) {
      if ((open.get(keyOf(found)) ?? 0) <= 0 || refused.has(found.finding.fingerprint)) continue;
      const fix = computed(state, found, tools, known).find(
        (it) =>
          wants(found.finding, it) &&
          (within === undefined || it.edits.every((edit) => edit.path === within)) &&
          fitsTexts(state, it),
      );
      if (!fix || !fits(fix, taken)) continue;
      batch.push({ found, fix });
      take(open, found);
      for (const edit of fix.edits) {
        const there = taken.get(edit.path);
        if (edit.kind === 'create') taken.set(edit.path, 'created');
        else taken.set(edit.path, [...(Array.isArray(there) ? there : []), ...edit.changes]);
      }
    }
  }
  return batch;
}

function fits(fix: Fix, taken: ReadonlyMap<Path, readonly TextChange[] | 'created'>): boolean {
  return fix.edits.every((edit) => {
    const there = taken.get(edit.path);
    if (there === undefined) return true;
    if (there === 'created' || edit.kind === 'create') return false;
    return !edit.changes.some((one) => there.some((other) => meet(one, other)));
  });
}

/**
 * Changes that touch are not mixed, but for two of a kind: the same change, which is made once, and insertions at one place, such as entries of one
 * list. Imports that two fixes add may belong into one statement, so the second waits.
 */
function meet(one: TextChange, other: TextChange): boolean {
  const isSamePlace = one.span.start === other.span.start && one.span.end === other.span.end;
  if (isSamePlace && one.text === other.text) return false;
  const isInsertion = isSamePlace && one.span.start === one.span.end;
  if (isInsertion && !IMPORTS.test(one.text) && !IMPORTS.test(other.text)) return false;
  return one.span.start <= other.span.end && other.span.start <= one.span.end;
}

const IMPORTS = /\b(?:import|from)\b|\brequire\(|^\s*(?:\w+ )?"[^"]+"\s*$/m;

function tryTogether(
  state: State,
  batch: readonly Chosen[],
  watched: Watched,
  tools: TrialTools,
): { readonly state: State; readonly texts: ReadonlyMap<Path, string> } | undefined {
  const after = textsAfter(joinEdits(batch.flatMap((it) => it.fix.edits)).map(withoutRepeats), state.workspace.textOf);
  if ('trouble' in after || brokenBy(state, after.texts, tools) !== undefined) return undefined;
  const trial = trialOf(state, after.texts, watched, tools);
  const repaired = batch.map((it) => it.found);
  const stays = repaired.some((found) => {
    const equal = repaired.filter((it) => isAlike(it.finding, found.finding)).length;
    return countOf(trial.index, found) > countOf(state.index, found) - equal;
  });
  const touched = new Set([...after.texts.keys(), ...repaired.map((it) => it.finding.path)]);
  return stays || newFindings(state, trial, touched, repaired).length > 0 ? undefined : { state: trial, texts: after.texts };
}

function withoutRepeats(edit: FileEdit): FileEdit {
  if (edit.kind === 'create') return edit;
  const seen = new Set<string>();
  const changes = edit.changes.filter(({ span, text }) => {
    const key = `${span.start} ${span.end} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
  return { ...edit, changes };
}

function watchedBy({ within }: FixSelection): Watched {
  return within === undefined ? 'all' : new Set([within]);
}

function appliedOf({ found: { finding }, fix: { id, kind, title } }: Chosen): AppliedFix {
  return { finding, fix: { id, kind, title } };
}
