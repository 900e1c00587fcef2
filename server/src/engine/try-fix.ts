import type { Path } from '#base/paths.ts';
import { type EditTrouble, type FileEdit, type Fix, textsAfter } from '#fixes/edit.ts';
import type { FixObstacle } from '#fixes/obstacle.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { Finding, Severity } from '#rules/finding.ts';
import { lineEndOf } from '#snippets/text-change.ts';
import { identityOf } from './check-rules.ts';
import type { FindingIndex, Identified } from './finding-index.ts';
import { optionsOf } from './rule-settings.ts';
import type { State } from './state.ts';
import { hiddenTrialOf, type TrialTools, trialOf } from './trial.ts';

/** A fix that was tried, or why there is none. */
export type FixOutcome =
  | { readonly kind: 'fixed'; readonly fix: Fix; readonly texts: ReadonlyMap<Path, string> }
  | { readonly kind: 'refused'; readonly reason: FixRefusal; readonly message: Wording };

export type FixRefusal = EditTrouble['kind'] | 'gone' | 'does-not-parse' | 'finding-stays' | 'new-finding';

/** The fixes of a finding, not tried yet: those whose edits fit the current texts. A rule that crashes has none. */
export function untriedFixes(state: State, found: Identified, tools: TrialTools): readonly Fix[] {
  return computedFixes(state, found, tools).filter((it) => fitsTexts(state, it));
}

/** Tells whether the texts can be edited as they are: the files are there, or are not where they are created, and none is in the middle of a merge. */
export function fitsTexts({ workspace }: State, { edits }: Fix): boolean {
  return 'texts' in textsAfter(edits, workspace.textOf);
}

/** All fixes of a finding that have edits, whether these fit the texts or not. */
export function computedFixes(state: State, found: Identified, tools: TrialTools): readonly Fix[] {
  const { rule, detection } = found.detected;
  if (!rule.repair) return [];
  const { workspace } = state;
  try {
    const fixes = rule.repair({ workspace, options: optionsOf(rule, workspace.configuration) }, detection);
    const lineEnd = lineEndOf(workspace.textOf(detection.path) ?? '');
    return fixes
      .map((it) => ({ ...it, edits: it.edits.map((edit) => withLineEnds(edit, lineEnd)) }))
      .filter((it) => it.edits.length > 0);
  } catch (error) {
    tools.onCrash(rule.id, error, detection.path);
    return [];
  }
}

/** What keeps the usual fix of a finding away, and what to do by hand; undefined where the rule does not say, or crashes. */
export function obstacleOf(state: State, found: Identified, tools: TrialTools): FixObstacle | undefined {
  const { rule, detection } = found.detected;
  const { workspace } = state;
  try {
    return rule.obstacle?.({ workspace, options: optionsOf(rule, workspace.configuration) }, detection);
  } catch (error) {
    tools.onCrash(rule.id, error, detection.path);
    return undefined;
  }
}

/** A created file has the line ends of the file with the finding. */
function withLineEnds(edit: FileEdit, lineEnd: string): FileEdit {
  return edit.kind === 'create' ? { ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) } : edit;
}

/**
 * Tries a fix in memory. It is given where all changed files parse as before, the finding is gone and no warning or error has come up in
 * a file that it touches.
 */
export function tryFix(state: State, found: Identified, fix: Fix, tools: TrialTools): FixOutcome {
  const after = textsAfter(fix.edits, state.workspace.textOf);
  if ('trouble' in after) return refusal(after.trouble.kind, after.trouble.path);
  const { texts } = after;
  const watched = new Set([found.finding.path, ...texts.keys()]);
  const broken = brokenBy(state, texts, tools);
  if (broken !== undefined) return refusal('does-not-parse', broken);
  return judged(state, found, { fix, texts }, watched, trialOf(state, texts, watched, tools));
}

/**
 * Tells whether a fix would be refused, as far as that is cheap to find out: files that do not parse afterwards, and what a trial says that looks
 * at the touched files alone. A fix that only a look at the whole folder can judge counts as one that holds.
 */
export function isRefusedCheaply(state: State, found: Identified, fix: Fix, tools: TrialTools): boolean {
  const after = textsAfter(fix.edits, state.workspace.textOf);
  if ('trouble' in after) return true;
  const { texts } = after;
  if (brokenBy(state, texts, tools) !== undefined) return true;
  const watched = new Set([found.finding.path, ...texts.keys()]);
  const trial = hiddenTrialOf(state, texts, watched, tools);
  return trial !== undefined && judged(state, found, { fix, texts }, watched, trial).kind === 'refused';
}

function judged(
  state: State,
  found: Identified,
  { fix, texts }: { readonly fix: Fix; readonly texts: ReadonlyMap<Path, string> },
  watched: ReadonlySet<Path>,
  trial: State,
): FixOutcome {
  if (countOf(trial.index, found) >= countOf(state.index, found)) return refusal('finding-stays', found.finding.path);
  const worse = newFindings(state, trial, watched, [found])[0];
  if (worse) return refusal('new-finding', worse.finding.path, worse.finding.message);
  return { kind: 'fixed', fix, texts };
}

/** The first text that is not its language any more, or less than before. */
export function brokenBy(state: State, texts: ReadonlyMap<Path, string>, { extract }: TrialTools): Path | undefined {
  for (const [path, text] of texts) {
    const before = state.folder.files.get(path)?.parseErrors.length ?? 0;
    if ((extract(path, text)?.parseErrors.length ?? 0) > before) return path;
  }
  return undefined;
}

/** How many findings of its file say the same as this one. The words may differ afterwards, when they name what a fix has made. */
export function countOf(index: FindingIndex, { finding }: Identified): number {
  return allOf(index, finding.path).filter((it) => isAlike(it.finding, finding)).length;
}

export function isAlike(one: Finding, other: Finding): boolean {
  return one.rule === other.rule && one.messageId === other.messageId && one.path === other.path;
}

/** Warnings and errors of these files that were not there before. A finding that only reads differently is not new. */
export function newFindings(
  before: State,
  after: State,
  paths: Iterable<Path>,
  repaired: readonly Identified[],
): readonly Identified[] {
  return [...paths].flatMap((path) => {
    const old = allOf(before.index, path);
    const known = new Set(old.map((it) => identityOf(it.detected)));
    const byRule = new Map<string, number>();
    for (const it of old) byRule.set(it.finding.rule, (byRule.get(it.finding.rule) ?? 0) + 1);
    for (const { finding } of repaired) if (finding.path === path) byRule.set(finding.rule, (byRule.get(finding.rule) ?? 1) - 1);
    const now = allOf(after.index, path);
    return now.filter(
      (it) =>
        GRAVE.has(it.finding.severity) &&
        !known.has(identityOf(it.detected)) &&
        now.filter((other) => other.finding.rule === it.finding.rule).length > (byRule.get(it.finding.rule) ?? 0),
    );
  });
}

const GRAVE: ReadonlySet<Severity> = new Set(['warning', 'error']);

/** Shown or held back by the baseline. */
function allOf(index: FindingIndex, path: Path): readonly Identified[] {
  const shown = index.identified.get(path) ?? [];
  const fingerprints = new Set(shown.map((it) => it.finding.fingerprint));
  return [...shown, ...(index.held.get(path) ?? []).filter((it) => !fingerprints.has(it.finding.fingerprint))];
}

/** A refusal in one sentence for people. */
export function refusal(reason: FixRefusal, path: Path, detail = ''): FixOutcome {
  return { kind: 'refused', reason, message: SENTENCES[reason](path, detail) };
}

const SENTENCES: Readonly<Record<FixRefusal, (path: Path, detail: string) => Wording>> = {
  exists: (path) => worded`${path} is there already, so the fix was not applied`,
  missing: (path) => worded`${path} cannot be read, so the fix was not applied`,
  conflict: (path) => worded`${path} is in the middle of a merge, so the fix was not applied`,
  overlap: (path) => worded`The changes to ${path} get in each other's way, so the fix was not applied`,
  gone: (path) => worded`${path} has changed, so the fix does not fit any more`,
  'does-not-parse': (path) => worded`The fix would leave ${path} broken, so it was not applied`,
  'finding-stays': (path) => worded`The fix would not mend what was found in ${path}, so it was not applied`,
  'new-finding': (path, detail) => worded`The fix would bring up another finding in ${path}, so it was not applied: ${detail}`,
};
