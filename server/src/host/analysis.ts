import { dirname, join, relative, sep } from 'node:path';
import { digest } from '#base/digest.ts';
import { isWithin, type Path } from '#base/paths.ts';
import { createCatalog } from '#concepts/catalog.ts';
import { FRAMEWORKS } from '#concepts/frameworks.generated.ts';
import { defaultConfiguration, parseConfiguration } from '#decisions/configuration.ts';
import type { ConfigurationProblem } from '#decisions/configuration-problem.ts';
import { type BaselineEntries, itemsOf, type LineRange, prunedIn, renamed } from '#engine/baseline.ts';
import type { CrashLog } from '#engine/check-rules.ts';
import { type Check, Project } from '#engine/project.ts';
import { extract, extractGuarded } from '#extract/extract.ts';
import { fileKindOf } from '#extract/file-kind.ts';
import { EditedScripts } from '#extract/typescript/edited-scripts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import { RULES } from '#rules/rules.generated.ts';
import { envPathsInQuestion } from '#workspace/env-files-in-git.ts';
import { mayBeMigration } from '#workspace/roles.ts';
import { entriesBelow, readBaseline, withEntriesBelow, writeBaseline } from './baseline-file.ts';
import { branchChanges } from './branch-changes.ts';
import { type Discovery, discoverFiles, type SkippedPath } from './discover-files.ts';
import type { FolderSnapshot } from './folder-snapshot.ts';
import { type Git, openGit } from './git.ts';
import { GrammarsOnDemand } from './grammars.ts';
import { CONFIGURATION_FILE, type LoadedConfiguration, loadConfiguration } from './load-configuration.ts';
import { pauses } from './pauses.ts';
import { readSourceNow } from './read-source.ts';

export interface AnalysisOptions {
  /** False for folders that the user has not vouched for: git is not asked. */
  readonly isTrusted: () => boolean;
  readonly onCrash: CrashLog;
  /** Texts that stand in for the files on disk: open editors. */
  readonly openText?: (path: Path) => string | undefined;
  /** Stands in for the folder, whose later changes do not count then. */
  readonly snapshot?: FolderSnapshot | undefined;
}

export interface ScanOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A folder on disk with the engine that analyses it: reads files, extracts facts, keeps the last good configuration. */
export class Analysis {
  /** Absolute, without a slash at its end. */
  readonly root: string;
  readonly project: Project;
  readonly #options: AnalysisOptions;
  readonly #grammars = new GrammarsOnDemand();
  #isRead = false;
  /** Files that wait to be read for the first time. */
  readonly #prepared = new Set<Path>();
  #digests = new Map<Path, string>();
  readonly #edited = new EditedScripts();
  #configuration: LoadedConfiguration | undefined;
  #configurationReads = 0;
  #skipped: readonly SkippedPath[] = [];
  #baselineProblem: string | undefined;
  #newLines: ReadonlyMap<Path, readonly LineRange[]> | undefined;

  constructor(root: string, options: AnalysisOptions) {
    this.root = root;
    this.#options = options;
    this.project = new Project({
      catalog: createCatalog(FRAMEWORKS),
      rules: RULES,
      configuration: defaultConfiguration,
      textOf: (path) => this.textOf(path),
      extract: (path, text) => extract(path, text, this.#grammars.current),
      onCrash: options.onCrash,
    });
  }

  /** Problems of the configuration in force; empty where it is good or absent. */
  get configurationProblems(): readonly ConfigurationProblem[] {
    return this.#configuration?.result.ok === false ? this.#configuration.result.problems : [];
  }

  /** The configuration file, whether it could be read or not; undefined where there is none. */
  get configuration(): LoadedConfiguration | undefined {
    return this.#configuration;
  }

  /** Why the baseline is not used, in one sentence; undefined where all is well. */
  get baselineProblem(): string | undefined {
    return this.#baselineProblem;
  }

  /** The absolute path of the baseline file, whether it is there or not. */
  get baselineFile(): string {
    return join(this.#configurationFolder(), this.project.configuration.baseline.file);
  }

  get skipped(): readonly SkippedPath[] {
    return this.#skipped;
  }

  /** The text that counts for a path: an open editor's, else the file's; undefined where neither is there. */
  textOf(path: Path): string | undefined {
    const open = this.#options.openText?.(path);
    if (open !== undefined) return open;
    const source = this.#options.snapshot?.sourceOf(path) ?? readSourceNow(join(this.root, path));
    return source.kind === 'text' ? source.text : undefined;
  }

  /** Reads the whole folder. Throws where the signal aborts; files that cannot be read are left out. */
  async scan({ onProgress, signal }: ScanOptions = {}): Promise<void> {
    // Git answers out of processes of its own, while the files are found and read here.
    const git = this.#openGit();
    const [found] = await Promise.all([this.#find(signal), this.reloadConfiguration()]);
    this.#isRead = true;
    await this.#take(found, git, onProgress, signal);
  }

  /** Reads the baseline again. One that cannot be used is put aside with its problem, and everything is shown. */
  async reloadBaseline(): Promise<void> {
    const { mode, never } = this.project.configuration.baseline;
    this.#baselineProblem = undefined;
    if (mode === 'off') return this.project.setBaseline({ mode, never, entries: new Map() });
    if (mode === 'new-lines') return this.project.setBaseline({ mode, never, entries: new Map(), newLines: this.#newLines });
    const read = await readBaseline(this.baselineFile);
    if (!read.ok) [this.#baselineProblem] = read.problems;
    const entries = read.ok ? entriesBelow(read.value, this.#baselinePrefix()) : new Map();
    this.project.setBaseline({ mode, never, entries: renamed(entries, await this.#renamesSinceBaseline()) });
  }

  /**
   * Writes what `change` makes of the entries of this folder; those of other folders stay. Throws where the file cannot be written. Gives the
   * problem where the file that is there cannot be read: it is then left as it is.
   */
  async changeBaseline(change: (entries: BaselineEntries) => BaselineEntries): Promise<string | undefined> {
    const read = await readBaseline(this.baselineFile);
    if (!read.ok) return read.problems[0];
    const prefix = this.#baselinePrefix();
    const below = renamed(entriesBelow(read.value, prefix), await this.#renamesSinceBaseline());
    await writeBaseline(this.baselineFile, withEntriesBelow(read.value, change(below), prefix));
    await this.reloadBaseline();
    return undefined;
  }

  /** Looks which files are there, for changes that are not told file by file: folders that come and go, other ignore rules. */
  async rediscover(signal?: AbortSignal): Promise<void> {
    if (!this.#isRead) return;
    const git = this.#openGit();
    await this.#take(await this.#find(signal), git, undefined, signal);
  }

  /** Tells whether `readFile` can take a file. If not, `prepare` comes first. */
  isReadyFor(path: Path): boolean {
    const isKnown = this.#digests.has(path) || this.#prepared.has(path);
    return this.#grammars.areThereFor(path) && (isKnown || !mayBeMigration(path));
  }

  /** Loads the parser for the first file of a language, and asks git whether a migration that comes along is new. */
  async prepare(path: Path): Promise<void> {
    this.#prepared.add(path);
    const questions = mayBeMigration(path) ? this.#askWhatIsNew(this.#openGit(), [path]) : undefined;
    await Promise.all([this.#grammars.load([path]), questions]);
  }

  /** Checks everything without keeping other work waiting. Throws where the signal aborts; the next check goes on from there. */
  async checkGently(signal?: AbortSignal): Promise<Check> {
    const steps = this.project.checkInSteps();
    const pause = pauses();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      try {
        await pause(signal);
      } catch (error) {
        steps.throw(error);
        throw error;
      }
    }
  }

  /** Takes a file as it is now: its facts change, or it goes. Gives false where nothing changed. */
  readFile(path: Path): boolean {
    const text = fileKindOf(path) === undefined ? undefined : this.textOf(path);
    if (text === undefined) return this.dropFile(path);
    this.#prepared.delete(path);
    const state = digest(text);
    if (this.#digests.get(path) === state) return false;
    const facts = this.#factsOf(path, text);
    if (!facts) return false;
    this.#digests.set(path, state);
    this.project.apply([{ path, facts }]);
    return true;
  }

  #factsOf(path: Path, text: string): FileFacts | undefined {
    if (fileKindOf(path) === 'typescript' && this.#options.openText?.(path) !== undefined)
      return extractGuarded('typescript', path, text, () => this.#edited.facts(path, text));
    this.#edited.forget(path);
    return extract(path, text, this.#grammars.current);
  }

  /** Tells whether files below a folder are analysed. */
  hasFilesBelow(folder: Path): boolean {
    return [...this.#digests.keys()].some((it) => isWithin(folder, it) && it !== folder);
  }

  /** Forgets a file that is there but not to be analysed any more. Gives false where it was not known. */
  dropFile(path: Path): boolean {
    if (!this.#digests.delete(path)) return false;
    this.project.apply([{ path, facts: undefined }]);
    return true;
  }

  /** Reads `tiebeam.json` again, from an open editor where there is one. A broken one leaves the last good configuration in force. */
  async reloadConfiguration(): Promise<void> {
    this.#configurationReads += 1;
    const turn = this.#configurationReads;
    const open = this.#options.openText?.(CONFIGURATION_FILE);
    const loaded =
      open === undefined
        ? await loadConfiguration(this.root, { rules: RULES })
        : { file: join(this.root, CONFIGURATION_FILE), text: open, result: parseConfiguration(open, { rules: RULES }) };
    // A newer state may have been read meanwhile.
    if (turn !== this.#configurationReads) return;
    const isSame = this.#configuration?.text === loaded.text && this.#configuration.file === loaded.file;
    this.#configuration = loaded;
    if (!loaded.result.ok || isSame) return;
    this.project.configure(loaded.result.value);
    await this.reloadBaseline();
  }

  #configurationFolder(): string {
    return this.#configuration?.file === undefined ? this.root : dirname(this.#configuration.file);
  }

  /** How the folder of the baseline's paths calls this one. */
  #baselinePrefix(): string {
    return relative(this.#configurationFolder(), this.root).split(sep).join('/');
  }

  /** Files that were renamed since the baseline was written. */
  async #renamesSinceBaseline(): Promise<ReadonlyMap<Path, Path>> {
    const git = this.#openGit();
    const commit = await git?.lastCommitOf(relative(this.root, this.baselineFile).split(sep).join('/'));
    return (commit === undefined ? undefined : await git?.renamesSince(commit)) ?? new Map();
  }

  #openGit(): Git | undefined {
    return openGit(this.root, { isTrusted: this.#options.isTrusted() });
  }

  async #find(signal: AbortSignal | undefined): Promise<Discovery> {
    const discovery = (await this.#options.snapshot?.discovery) ?? (await discoverFiles(this.root, signal ? { signal } : {}));
    this.#skipped = discovery.skipped;
    return discovery;
  }

  /** Reads what was found and forgets the rest, while git says what it knows about it. */
  async #take(
    { files, skipped }: Discovery,
    git: Git | undefined,
    onProgress: ScanOptions['onProgress'],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const paths = files.map((it) => it.path);
    const ignored = skipped.filter((it) => it.reason === 'ignored').map((it) => it.path);
    await Promise.all([
      this.#askWhatIsNew(git, paths),
      this.#askAboutEnvFiles(git, paths, ignored),
      this.#readAll(paths, onProgress, signal),
    ]);
  }

  async #readAll(paths: readonly Path[], onProgress: ScanOptions['onProgress'], signal: AbortSignal | undefined): Promise<void> {
    const found = new Set(paths);
    for (const path of [...this.#digests.keys()]) {
      // A file that an editor has open counts before it is saved for the first time.
      if (!found.has(path) && this.#options.openText?.(path) === undefined) this.dropFile(path);
    }
    await this.#grammars.load([...found, ...this.#digests.keys()]);
    const pause = pauses();
    for (const [index, path] of paths.entries()) {
      this.readFile(path);
      if (await pause(signal)) onProgress?.(index + 1, paths.length);
    }
    onProgress?.(paths.length, paths.length);
  }

  /** Takes what a saved file does not have any more out of the baseline, where the configuration says so. Says whether there was something. */
  async pruneBaseline(path: Path): Promise<boolean> {
    const { mode, autoPrune } = this.project.configuration.baseline;
    if (!autoPrune || (mode !== 'hide' && mode !== 'dim') || !this.#options.isTrusted()) return false;
    const current = this.project.baselineEntries(path);
    const known = this.project.baseline.entries;
    if (itemsOf(prunedIn(known, current, path)).length === itemsOf(known).length) return false;
    return (await this.changeBaseline((entries) => prunedIn(entries, current, path))) === undefined;
  }

  async #askAboutEnvFiles(git: Git | undefined, found: readonly Path[], ignored: readonly Path[]): Promise<void> {
    const asked = envPathsInQuestion([...found, ...ignored]);
    const [inGit, leftOut] = await Promise.all([git?.tracked(asked), git?.ignored(asked)]);
    // What was committed before a rule named it is part of the repository all the same.
    for (const path of inGit ?? []) if (ignored.includes(path)) this.readFile(path);
    this.project.setEnvFilesInGit(inGit && leftOut ? { tracked: new Set(inGit), ignored: new Set(leftOut) } : undefined);
  }

  /** Only rules about migrations and a baseline of new lines ask what is new. */
  async #askWhatIsNew(git: Git | undefined, paths: readonly Path[]): Promise<void> {
    const wantsLines = this.project.configuration.baseline.mode === 'new-lines';
    const isAsked = wantsLines || paths.some(mayBeMigration);
    const { newFiles, newLines } = await branchChanges(isAsked ? git : undefined, wantsLines);
    this.#newLines = newLines;
    this.project.setNewFiles(newFiles);
    await this.reloadBaseline();
  }
}
