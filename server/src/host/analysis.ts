import { join } from 'node:path';
import { digest } from '#base/digest.ts';
import type { Path } from '#base/paths.ts';
import { createCatalog } from '#concepts/catalog.ts';
import { FRAMEWORKS } from '#concepts/frameworks.generated.ts';
import { defaultConfiguration } from '#decisions/configuration.ts';
import type { ConfigurationProblem } from '#decisions/configuration-problem.ts';
import type { CrashLog } from '#engine/check-rules.ts';
import { Project } from '#engine/project.ts';
import { extract } from '#extract/extract.ts';
import { fileKindOf } from '#extract/file-kind.ts';
import { createGrammars, type Grammars } from '#extract/tree-sitter/grammars.ts';
import { RULES } from '#rules/rules.generated.ts';
import { discoverFiles, type SkippedPath } from './discover-files.ts';
import { openGit } from './git.ts';
import { readGrammars } from './grammars.ts';
import { type LoadedConfiguration, loadConfiguration } from './load-configuration.ts';
import { readSourceNow } from './read-source.ts';

export interface AnalysisOptions {
  /** False for folders that the user has not vouched for: git is not asked. */
  readonly isTrusted: () => boolean;
  readonly onCrash: CrashLog;
  /** Texts that stand in for the files on disk: open editors. */
  readonly openText?: (path: Path) => string | undefined;
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
  #grammars: Grammars | undefined;
  #digests = new Map<Path, string>();
  #configuration: LoadedConfiguration | undefined;
  #skipped: readonly SkippedPath[] = [];

  constructor(root: string, options: AnalysisOptions) {
    this.root = root;
    this.#options = options;
    this.project = new Project({
      catalog: createCatalog(FRAMEWORKS),
      rules: RULES,
      configuration: defaultConfiguration,
      textOf: (path) => this.textOf(path),
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

  get skipped(): readonly SkippedPath[] {
    return this.#skipped;
  }

  /** The text that counts for a path: an open editor's, else the file's; undefined where neither is there. */
  textOf(path: Path): string | undefined {
    const open = this.#options.openText?.(path);
    if (open !== undefined) return open;
    const source = readSourceNow(join(this.root, path));
    return source.kind === 'text' ? source.text : undefined;
  }

  /** Reads the whole folder. Throws where the signal aborts; files that cannot be read are left out. */
  async scan({ onProgress, signal }: ScanOptions = {}): Promise<void> {
    await this.reloadConfiguration();
    this.#grammars ??= await createGrammars(await readGrammars());
    const { files, skipped } = await discoverFiles(this.root, signal ? { signal } : {});
    this.#skipped = skipped;
    const found = new Set(files.map((it) => it.path));
    this.project.apply([...this.#digests.keys()].filter((path) => !found.has(path)).map((path) => ({ path, facts: undefined })));
    for (const path of [...this.#digests.keys()]) if (!found.has(path)) this.#digests.delete(path);
    let sliceStart = performance.now();
    for (const [index, { path }] of files.entries()) {
      this.readFile(path);
      if (performance.now() - sliceStart < SLICE_MS) continue;
      onProgress?.(index + 1, files.length);
      // Lets messages of the editor in between: open files are answered first.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      sliceStart = performance.now();
    }
    onProgress?.(files.length, files.length);
    await this.#findNewFiles();
  }

  /** Takes a file as it is now: its facts change, or it goes. Gives false where nothing changed. */
  readFile(path: Path): boolean {
    const text = fileKindOf(path) === undefined ? undefined : this.textOf(path);
    if (text === undefined) {
      if (!this.#digests.delete(path)) return false;
      this.project.apply([{ path, facts: undefined }]);
      return true;
    }
    const state = digest(text);
    if (this.#digests.get(path) === state || !this.#grammars) return false;
    const facts = extract(path, text, this.#grammars);
    if (!facts) return false;
    this.#digests.set(path, state);
    this.project.apply([{ path, facts }]);
    return true;
  }

  /** Reads `tiebeam.json` again. A broken one leaves the last good configuration in force. */
  async reloadConfiguration(): Promise<void> {
    this.#configuration = await loadConfiguration(this.root, { rules: RULES });
    if (this.#configuration.result.ok) this.project.configure(this.#configuration.result.value);
  }

  async #findNewFiles(): Promise<void> {
    const git = await openGit(this.root, { isTrusted: this.#options.isTrusted() });
    const base = await git?.mergeBase();
    const changes = git && base !== undefined ? await git.changesSince(base) : undefined;
    this.project.setNewFiles(changes ? new Set(changes.added) : undefined);
  }
}

/** How long reading keeps messages waiting, in milliseconds. */
const SLICE_MS = 12;
