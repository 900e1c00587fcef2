import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { declaredCalls } from '#concepts/declared-calls.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import type { FixObstacle } from '#fixes/obstacle.ts';
import type { Finding } from '#rules/finding.ts';
import type { Rule } from '#rules/rule.ts';
import type { EnvFilesInGit } from '#workspace/env-files-in-git.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Baseline, type BaselineEntries, noBaseline } from './baseline.ts';
import { entriesOfFindings, entryOfFinding } from './baseline-of-findings.ts';
import type { CrashLog } from './check-rules.ts';
import { type Derived, derive, deriveAgain, type Sources, type Work } from './derive.ts';
import { type Explanation, explainFile } from './explain.ts';
import type { FindingIndex, Identified, Reporting } from './finding-index.ts';
import { type FixedTexts, type FixSelection, fixAll } from './fix-all.ts';
import { Refusals } from './refusals.ts';
import type { State } from './state.ts';
import type { TrialTools } from './trial.ts';
import {
  computedFixes,
  type FixOutcome,
  fitsTexts,
  isRefusedCheaply,
  obstacleOf,
  refusal,
  tryFix,
  untriedFixes,
} from './try-fix.ts';

export interface ProjectOptions {
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  /** The current text of a file; undefined where it cannot be had. Asked for files with findings and for fixes only. */
  readonly textOf: (path: Path) => string | undefined;
  /** The facts of a text, for trying fixes; undefined for files of no kind that is read. */
  readonly extract: (path: Path, text: string) => FileFacts | undefined;
  readonly onCrash: CrashLog;
  /** The date as `YYYY-MM-DD`, for suppressions that end; the machine's own without it. */
  readonly today?: () => string;
}

/** New facts of a file; undefined facts mean that it is gone. */
export interface FactsChange {
  readonly path: Path;
  readonly facts: FileFacts | undefined;
}

export interface Check {
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  /** Files whose findings, or the places that these name, may differ from the last check's; files that went are among them. */
  readonly changed: ReadonlySet<Path>;
  /** How many findings the baseline holds back. */
  readonly heldBack: number;
  readonly work: Work;
}

/**
 * The only thing that changes over time: the facts of a folder and what was last derived from them. Derived state is
 * rebuilt from facts; what is kept from the last check is what cannot have changed.
 */
export class Project {
  readonly #options: ProjectOptions;
  #configuration: Configuration;
  /** The given one with what the configuration declares. */
  #catalog: Catalog;
  #facts: Map<Path, FileFacts> = new Map();
  #newFiles: ReadonlySet<Path> | undefined;
  #envFilesInGit: EnvFilesInGit | undefined;
  #baseline: Baseline = noBaseline;
  #pending: Set<Path> = new Set();
  #isStale = true;
  #isChecking = false;
  #state: State | undefined;
  readonly #refusals = new Refusals();

  constructor(options: ProjectOptions) {
    this.#options = options;
    this.#configuration = options.configuration;
    this.#catalog = options.catalog.declaring(declaredCalls(options.configuration));
  }

  get baseline(): Baseline {
    return this.#baseline;
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** Takes a configuration; the next check starts from the facts. */
  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#catalog = this.#options.catalog.declaring(declaredCalls(configuration));
    this.#isStale = true;
  }

  /** Says which files are new to the repository; undefined where that is not known. */
  setNewFiles(paths: ReadonlySet<Path> | undefined): void {
    const isSame = paths?.size === this.#newFiles?.size && [...(paths ?? [])].every((it) => this.#newFiles?.has(it) === true);
    if (isSame) return;
    this.#newFiles = paths;
    this.#isStale = true;
  }

  /** Takes the findings that count as old; the next check starts from the facts. */
  setBaseline(baseline: Baseline): void {
    if (baseline.mode === 'off' && this.#baseline.mode === 'off') return;
    this.#baseline = baseline;
    this.#isStale = true;
  }

  /** The findings of the last check as a baseline counts them, those that the current one holds back among them; of one file where it is named. */
  baselineEntries(path?: Path): BaselineEntries {
    return this.#state ? entriesOfFindings(this.#state.index, this.#options.textOf, path) : new Map();
  }

  /** The same for one finding; undefined where it is not there any more. */
  baselineEntry(path: Path, fingerprint: string): BaselineEntries | undefined {
    return this.#state && entryOfFinding(this.#state.index, this.#options.textOf, path, fingerprint);
  }

  /** The findings of the last check that the baseline knows, whether they are shown dimmed or not at all. */
  heldFindings(): ReadonlyMap<Path, readonly Finding[]> {
    const held = this.#state?.index.held ?? [];
    return new Map([...held].map(([path, list]) => [path, list.map((it) => it.finding)]));
  }

  /** Says what git knows about env files; undefined where it was not asked or has nothing to say. */
  setEnvFilesInGit(evidence: EnvFilesInGit | undefined): void {
    const known = this.#envFilesInGit;
    this.#envFilesInGit = evidence;
    this.#isStale ||= !isSameSet(known?.tracked, evidence?.tracked) || !isSameSet(known?.ignored, evidence?.ignored);
  }

  /** Takes new facts. Nothing is derived before the next check. */
  apply(changes: readonly FactsChange[]): void {
    for (const { path, facts } of changes) {
      if (facts === undefined) {
        if (this.#facts.delete(path)) this.#isStale = true;
        this.#pending.add(path);
        continue;
      }
      this.#isStale ||= !this.#facts.has(path);
      this.#facts.set(path, facts);
      this.#pending.add(path);
    }
  }

  /** The facts of a file; undefined for unknown paths. */
  facts(path: Path): FileFacts | undefined {
    return this.#facts.get(path);
  }

  get fileCount(): number {
    return this.#facts.size;
  }

  /** The workspace as of the last check; undefined before the first. */
  get workspace(): Workspace | undefined {
    return this.#state?.workspace;
  }

  /** Brings everything up to date. With `isCancelled` it may stop between files and gives undefined; the next check goes on from the facts. */
  check(isCancelled: () => boolean = () => false): Check | undefined {
    const steps = this.checkInSteps();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      if (!isCancelled()) continue;
      steps.return(NOTHING);
      return undefined;
    }
  }

  /**
   * The same, for a caller that has other work to do between the steps; none takes longer than one file or one rule over all of them. Changes
   * that come meanwhile belong to the next check. Throws where another check is under way.
   */
  *checkInSteps(): Generator<void, Check, void> {
    if (this.#isChecking) throw new Error('another check is under way');
    const pending = this.#pending;
    const wasStale = this.#isStale;
    const previous = wasStale ? undefined : this.#state;
    if (previous && pending.size === 0)
      return { ...NOTHING, findings: previous.index.findings, heldBack: heldCount(previous.index) };
    this.#isChecking = true;
    this.#pending = new Set();
    this.#isStale = false;
    let outcome: Derived | undefined;
    try {
      const sources = this.#sources();
      outcome = previous ? yield* deriveAgain(sources, pending, previous) : yield* derive(sources, pending, this.#state);
    } finally {
      this.#isChecking = false;
      if (!outcome) {
        for (const path of pending) this.#pending.add(path);
        this.#isStale ||= wasStale;
      }
    }
    this.#state = outcome.state;
    const { index } = outcome.state;
    return { findings: index.findings, changed: outcome.changed, heldBack: heldCount(index), work: outcome.work };
  }

  /** What is understood of a file and what the last check said about it; undefined for unknown paths. */
  explain(path: Path): Explanation | undefined {
    const { workspace, index } = this.#state ?? {};
    if (!workspace || !index) return undefined;
    return explainFile(workspace, this.#options.rules, path, {
      findings: index.findings.get(path) ?? [],
      heldBack: (index.held.get(path) ?? []).map((it) => it.finding),
      states: index.states.get(path) ?? [],
    });
  }

  /** The fixes of a finding with their edits, from the current facts, not tried yet: to be listed. Empty where none is certain any more. */
  fixes(path: Path, fingerprint: string): readonly Fix[] {
    const found = this.#identified(path, fingerprint);
    return this.#state && found ? untriedFixes(this.#state, found, this.#trialTools()) : [];
  }

  /**
   * The same without those that would be refused when they are chosen: those that were, and those of which that can be found out cheaply while
   * `isInTime` says so. Asked again after the same check, it costs nothing more.
   */
  fixesToOffer(path: Path, fingerprint: string, isInTime: () => boolean): readonly Fix[] {
    const state = this.#state;
    const found = this.#identified(path, fingerprint);
    if (!state || !found) return [];
    return this.fixes(path, fingerprint).filter(
      (fix) =>
        !this.#refusals.isRefused(state, path, fingerprint, fix.id, () =>
          isInTime() ? isRefusedCheaply(state, found, fix, this.#trialTools()) : undefined,
        ),
    );
  }

  /** Why a finding that has no fix has none, where its rule can say; asked when somebody looks for one. */
  obstacle(path: Path, fingerprint: string): FixObstacle | undefined {
    const found = this.#identified(path, fingerprint);
    return this.#state && found && obstacleOf(this.#state, found, this.#trialTools());
  }

  /** Tries a fix in memory before it is applied; says why where it does not hold. */
  resolveFix(path: Path, fingerprint: string, id: string): FixOutcome {
    const found = this.#identified(path, fingerprint);
    if (!this.#state || !found) return refusal('gone', path);
    const fixes = computedFixes(this.#state, found, this.#trialTools()).filter((it) => it.id === id);
    // One that does not fit the texts is tried too: the trial tells why.
    const fix = fixes.find((it) => this.#state && fitsTexts(this.#state, it)) ?? fixes[0];
    if (!fix) return refusal('gone', path);
    const outcome = tryFix(this.#state, found, fix, this.#trialTools());
    this.#refusals.remember(this.#state, path, fingerprint, id, outcome.kind === 'refused');
    return outcome;
  }

  /** Applies many fixes in memory; yields how many so far. Nothing where there was no check yet. */
  *fixAll(selection: FixSelection): Generator<number, FixedTexts, void> {
    if (!this.#state) return { files: new Map(), applied: [], left: 0 };
    return yield* fixAll(this.#state, selection, this.#trialTools());
  }

  #identified(path: Path, fingerprint: string): Identified | undefined {
    return this.#state?.index.identified.get(path)?.find((it) => it.finding.fingerprint === fingerprint);
  }

  #trialTools(): TrialTools {
    const { rules, extract, onCrash } = this.#options;
    return { rules, catalog: this.#catalog, extract, onCrash, reporting: (workspace) => this.#reporting(workspace) };
  }

  #reporting(workspace: Workspace): Reporting {
    const { rules, onCrash, today = todayHere } = this.#options;
    return { workspace, rules, onCrash, baseline: this.#baseline, today: today() };
  }

  #sources(): Sources {
    return {
      ...this.#options,
      facts: this.#facts,
      catalog: this.#catalog,
      configuration: this.#configuration,
      newFiles: this.#newFiles,
      envFilesInGit: this.#envFilesInGit,
      reporting: (workspace) => this.#reporting(workspace),
    };
  }
}

function heldCount(index: FindingIndex): number {
  let count = 0;
  for (const held of index.held.values()) count += held.length;
  return count;
}

function isSameSet(a: ReadonlySet<Path> | undefined, b: ReadonlySet<Path> | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.size === b.size && [...a].every((it) => b.has(it)));
}

const NOTHING: Check = {
  findings: new Map(),
  changed: new Set(),
  heldBack: 0,
  work: { lifted: 0, filesChecked: 0, workspaceChecked: false },
};

function todayHere(): string {
  return new Date().toISOString().slice(0, 10);
}
