import { LayeredMap } from '#base/layered-map.ts';
import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { declaredCalls } from '#concepts/declared-calls.ts';
import { liftFile } from '#concepts/lift.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { createFolder, type Folder, replaceFacts } from '#link/folder.ts';
import { Linker } from '#link/linker.ts';
import type { Finding } from '#rules/finding.ts';
import type { Rule } from '#rules/rule.ts';
import { buildWorkspace } from '#workspace/build-workspace.ts';
import type { EnvFilesInGit } from '#workspace/env-files-in-git.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Baseline, type BaselineEntries, noBaseline } from './baseline.ts';
import { entriesOfFindings, entryOfFinding } from './baseline-of-findings.ts';
import { type CrashLog, checkFile, checkWorkspace, type Detected, readsDiffer } from './check-rules.ts';
import { type Explanation, explainFile } from './explain.ts';
import {
  differingFiles,
  type FindingIndex,
  type Identified,
  indexFindings,
  type Reporting,
  reindexFindings,
} from './finding-index.ts';
import { type FixedTexts, type FixSelection, fixAll } from './fix-all.ts';
import { importersOf } from './importers.ts';
import { Refusals } from './refusals.ts';
import { injectorsOf, type State } from './state.ts';
import type { TrialTools } from './trial.ts';
import { type FixOutcome, isRefusedCheaply, refusal, tryFix, untriedFixes } from './try-fix.ts';

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

/** How much work the last check did, for tests that count it and for the status item. */
export interface Work {
  readonly lifted: number;
  readonly filesChecked: number;
  readonly workspaceChecked: boolean;
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
    const held = new Map<Path, readonly Finding[]>();
    for (const [path, list] of this.#state?.index.held ?? [])
      held.set(
        path,
        list.map((it) => it.finding),
      );
    return held;
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
    let outcome: Outcome | undefined;
    try {
      outcome = previous ? yield* this.#update(previous, pending) : yield* this.#rebuild(pending);
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

  /** Tries a fix in memory before it is applied; says why where it does not hold. */
  resolveFix(path: Path, fingerprint: string, id: string): FixOutcome {
    const found = this.#identified(path, fingerprint);
    const fix = this.fixes(path, fingerprint).find((it) => it.id === id);
    if (!this.#state || !found || !fix) return refusal('gone', path);
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

  *#rebuild(pending: ReadonlySet<Path>): Steps {
    const folder = createFolder(new Map([...this.#facts].sort(([a], [b]) => (a < b ? -1 : 1))));
    const linker = new Linker(folder, injectorsOf(this.#catalog));
    const lifted = new Map<Path, LiftedFile>();
    for (const [path, facts] of folder.files) {
      lifted.set(path, liftFile(facts, linker, this.#catalog));
      yield;
    }
    return yield* this.#checkAll(folder, linker, lifted, lifted.size, pending);
  }

  *#update(previous: State, pending: ReadonlySet<Path>): Steps {
    const folder = replaceFacts(previous.folder, pending, this.#facts);
    const linker = new Linker(folder, injectorsOf(this.#catalog), { from: previous.linker, except: pending });
    const edited = new Map<Path, LiftedFile>();
    const seenByOthers: Path[] = [];
    let isRead = false;
    for (const path of pending) {
      const facts = this.#facts.get(path);
      if (!facts) continue;
      const file = liftFile(facts, linker, this.#catalog);
      const before = previous.lifted.get(path);
      if (file.summary !== before?.summary) seenByOthers.push(path);
      else isRead ||= readsDiffer(this.#options.rules, before, file, this.#options.onCrash);
      edited.set(path, file);
    }
    const lifted = LayeredMap.over(previous.lifted, edited);
    if (seenByOthers.length > 0 || isRead) return yield* this.#spread(previous, folder, new Map(lifted), seenByOthers, pending);
    const workspace: Workspace = { ...previous.workspace, files: lifted, linker };
    const detected = new Map(
      [...edited].map(([path, file]) => [path, checkFile(this.#options.rules, workspace, file, this.#options.onCrash)]),
    );
    const byFile = LayeredMap.over(previous.byFile, detected);
    const { index, changed } = reindexFindings(previous.index, byFile, pending, this.#reporting(workspace));
    const state = { folder, linker, lifted, workspace, byFile, index };
    return { state, changed, work: { lifted: pending.size, filesChecked: pending.size, workspaceChecked: false } };
  }

  /** What other files see has changed: everything that can reach a changed file is lifted again, and all rules run. */
  *#spread(
    previous: State,
    folder: Folder,
    lifted: Map<Path, LiftedFile>,
    changed: readonly Path[],
    pending: ReadonlySet<Path>,
  ): Steps {
    const reached = importersOf(previous.workspace.edges, changed, folder);
    for (const path of pending) reached.add(path);
    const linker = new Linker(folder, injectorsOf(this.#catalog), { from: previous.linker, except: reached });
    for (const path of reached) {
      const facts = folder.files.get(path);
      if (facts) lifted.set(path, liftFile(facts, linker, this.#catalog));
      yield;
    }
    return yield* this.#checkAll(folder, linker, lifted, reached.size, pending);
  }

  *#checkAll(
    folder: Folder,
    linker: Linker,
    lifted: ReadonlyMap<Path, LiftedFile>,
    liftedCount: number,
    pending: ReadonlySet<Path>,
  ): Steps {
    const { rules, textOf, onCrash } = this.#options;
    const catalog = this.#catalog;
    const workspace = buildWorkspace({
      files: lifted,
      linker,
      catalog,
      configuration: this.#configuration,
      textOf,
      newFiles: this.#newFiles,
      envFilesInGit: this.#envFilesInGit,
    });
    const byFile = new Map<Path, readonly Detected[]>();
    for (const [path, file] of lifted) {
      const detected = checkFile(rules, workspace, file, onCrash);
      if (detected.length > 0) byFile.set(path, detected);
      yield;
    }
    const byWorkspace: Detected[] = [];
    for (const rule of rules) {
      byWorkspace.push(...checkWorkspace([rule], workspace, onCrash));
      yield;
    }
    const index = indexFindings(byFile, byWorkspace, this.#reporting(workspace));
    const changed = this.#state ? differingFiles(this.#state.index, index, pending) : new Set(index.findings.keys());
    const state = { folder, linker, lifted, workspace, byFile, index };
    return { state, changed, work: { lifted: liftedCount, filesChecked: lifted.size, workspaceChecked: true } };
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

type Steps = Generator<void, Outcome, void>;

const NOTHING: Check = {
  findings: new Map(),
  changed: new Set(),
  heldBack: 0,
  work: { lifted: 0, filesChecked: 0, workspaceChecked: false },
};

interface Outcome {
  readonly state: State;
  readonly changed: ReadonlySet<Path>;
  readonly work: Work;
}

function todayHere(): string {
  return new Date().toISOString().slice(0, 10);
}
