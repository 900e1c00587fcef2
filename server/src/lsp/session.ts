import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { fileName, type Path } from '#base/paths.ts';
import { type Say, sayInEnglish } from '#base/translate.ts';
import { type Coverage, coverageOf } from '#engine/coverage.ts';
import type { Check } from '#engine/project.ts';
import { fileKindOf } from '#extract/file-kind.ts';
import { isDiscoverable } from '#host/discover-files.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import { folderReason } from '#host/skipped-folders.ts';
import { CheckSchedule } from './check-schedule.ts';
import { type ClientSupport, NO_SUPPORT } from './client-support.ts';
import { FolderDiagnostics } from './folder-diagnostics.ts';
import { createFolderSession, type FolderSession, folderUri, normalUri, pathIn, uriOf } from './folder-session.ts';
import { Publisher } from './publisher.ts';
import { ReadingQueue } from './reading-queue.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { Status } from './status.ts';

/** More changes at once than this, as a change of branch or an installation brings, are found by looking through the folder. */
const MANY_CHANGES = 200;

/** An open document with the state of it that the analysis has seen: places refer to that one. */
interface OpenDocument {
  readonly document: TextDocument;
  text: string;
  version: number;
  /** False for files that are ignored, or of dependencies: they are not analysed while they are open either. */
  readonly isAnalysed: boolean;
}

/** What the client is told about a document on disk. */
export interface FileChange {
  readonly uri: string;
  readonly isDeleted: boolean;
}

/** All state of the server: folders, open documents, trust, what is checked when. */
export class Session {
  readonly connection: Connection;
  readonly status: Status;
  client: ClientSupport = NO_SUPPORT;
  settings: Settings = defaultSettings;
  isTrusted = false;
  /** For answers that are put together from several sentences; all others are translated as they go out. */
  say: Say = sayInEnglish;
  readonly #diagnostics: FolderDiagnostics;
  readonly #schedule = new CheckSchedule(() => this.checkNow());
  readonly #queue = new ReadingQueue();
  #folders: FolderSession[] = [];
  readonly #open = new Map<string, OpenDocument>();
  readonly #ended = new AbortController();
  readonly #checkListeners: (() => void)[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    this.status = new Status(connection);
    this.#diagnostics = new FolderDiagnostics({
      publisher: new Publisher(connection),
      status: this.status,
      isEnabled: () => this.settings.enable,
      owns: (folder, uri) => this.locate(uri)?.folder === folder,
      spelling: (uri) => {
        const open = this.#open.get(uri);
        return open && { uri: open.document.uri, version: open.version };
      },
    });
  }

  get folders(): readonly FolderSession[] {
    return this.#folders;
  }

  /** The folder that a document belongs to, the innermost one, with its path there. */
  locate(uri: string): { readonly folder: FolderSession; readonly path: Path } | undefined {
    const found = this.#folders.flatMap((folder) => {
      const path = pathIn(folder, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return found.sort((a, b) => a.path.length - b.path.length)[0];
  }

  /** Calls back after each check, and when settings changed. */
  onDidCheck(listener: () => void): void {
    this.#checkListeners.push(listener);
  }

  /** The version of the open document that findings and fixes refer to; null where it is closed. */
  versionOf(folder: FolderSession, path: Path): number | null {
    return this.#open.get(uriOf(folder, path))?.version ?? null;
  }

  /** An open document as it is now, whether it is analysed or not. */
  document(uri: string): TextDocument | undefined {
    return this.#open.get(normalUri(uri))?.document;
  }

  /** Takes a file as it is now, where nobody has said yet that it changed. Gives true where it did. */
  refresh(folder: FolderSession, path: Path): boolean {
    if (this.#open.has(uriOf(folder, path)) || folder.analysis.project.facts(path) === undefined) return false;
    return folder.analysis.readFile(path);
  }

  /** Only folders on disk are analysed. */
  addFolder(uri: string): void {
    if (URI.parse(uri).scheme !== 'file' || this.#folders.some((it) => it.uri === folderUri(uri))) return;
    const folder = createFolderSession(uri, {
      isTrusted: () => this.isTrusted,
      openText: (it) => {
        const open = this.#open.get(it);
        return open?.isAnalysed ? open.text : undefined;
      },
      onCrash: (rule, error, path) =>
        this.connection.console.error(`rule ${rule} failed${path === undefined ? '' : ` in ${path}`}: ${reasonOf(error)}`),
    });
    // What an outer folder said about files of this one is said by this one from now on.
    for (const outer of this.#folders) {
      for (const path of outer.findings.keys())
        if (pathIn(folder, uriOf(outer, path)) !== undefined) this.#diagnostics.clear(outer, path);
    }
    this.#folders.push(folder);
  }

  removeFolder(uri: string): void {
    const gone = this.#folders.filter((it) => it.uri === folderUri(uri));
    for (const folder of gone) {
      for (const path of folder.findings.keys()) this.#diagnostics.clear(folder, path);
      this.#diagnostics.clearConfiguration(folder);
      this.status.forget(folder);
    }
    this.#folders = this.#folders.filter((it) => !gone.includes(it));
    this.publishAll();
  }

  /** Reads and checks every folder that was not read yet, or all of them, one after the other. */
  async scan(all: boolean, signal?: AbortSignal): Promise<void> {
    const ended = signal ? AbortSignal.any([signal, this.#ended.signal]) : this.#ended.signal;
    for (const folder of this.#folders.filter((it) => all || it.state === 'new')) {
      await this.#renew(folder, ended, () =>
        folder.analysis.scan({
          signal: ended,
          onProgress: (done, total) => this.status.tell(this.#folders, { done, total }),
        }),
      );
    }
    if (this.#folders.length === 0) this.#becomeReady();
  }

  /** Settles once every folder has been read, or reading has failed; at once while checks are switched off. */
  whenRead(): Promise<void> {
    return this.#queue.while(
      () => this.settings.enable && this.status.state !== 'failed' && this.#folders.some((it) => it.state !== 'ready'),
    );
  }

  opened(document: TextDocument): void {
    const uri = normalUri(document.uri);
    const found = this.locate(document.uri);
    const root = found?.folder.analysis.root ?? '';
    const isAnalysed =
      found !== undefined &&
      (found.path === CONFIGURATION_FILE ||
        isDiscoverable(root, found.path) ||
        (fileKindOf(found.path) !== undefined && !existsSync(join(root, found.path))));
    this.#open.set(uri, { document, text: document.getText(), version: document.version, isAnalysed });
    this.#take(uri);
  }

  /** Takes the text of an open document as it is now. */
  changed(document: TextDocument): void {
    this.#take(normalUri(document.uri));
  }

  /** Takes a saved document; what it does not have any more leaves the baseline. */
  saved(document: TextDocument): void {
    this.changed(document);
    const found = this.locate(document.uri);
    if (found?.folder.state !== 'ready' || !this.settings.enable) return;
    this.checkNow();
    found.folder.analysis.pruneBaseline(found.path).then(
      (isPruned) => isPruned && this.#schedule.soon(),
      (error: unknown) => this.connection.console.error(`The baseline could not be pruned: ${reasonOf(error)}`),
    );
  }

  closed(document: TextDocument): void {
    const uri = normalUri(document.uri);
    this.#open.delete(uri);
    this.#take(uri);
  }

  /** Takes what happened on disk. Open documents keep their text. */
  changedOnDisk(changes: readonly FileChange[]): void {
    const folders = new Set<FolderSession>();
    for (const { uri, isDeleted } of changes) {
      const found = this.locate(uri);
      if (!found) continue;
      const { folder, path } = found;
      if (changes.length > MANY_CHANGES || fileName(path) === '.gitignore' || isOfFolder(folder, path, isDeleted))
        folders.add(folder);
      if (changes.length <= MANY_CHANGES || path === CONFIGURATION_FILE) this.#take(normalUri(uri));
    }
    for (const folder of folders) {
      void this.#renew(folder, this.#ended.signal, () => folder.analysis.rediscover(this.#ended.signal));
    }
  }

  /** Takes settings: those that hold everywhere, and those of each folder. */
  configure(settings: Settings, ofFolder: (folder: FolderSession) => Settings): void {
    const wasEnabled = this.settings.enable;
    this.settings = settings;
    for (const folder of this.#folders) folder.settings = ofFolder(folder);
    if (settings.enable && !wasEnabled) void this.scan(true);
    else this.publishAll();
  }

  /** Brings all folders up to date and publishes what changed. */
  checkNow(): void {
    this.#schedule.cancel();
    if (!this.settings.enable) return;
    const start = performance.now();
    try {
      for (const folder of this.#folders.filter((it) => it.state === 'ready')) {
        const check = folder.analysis.project.check();
        if (check) this.#accept(folder, check, check.changed);
      }
    } catch (error) {
      this.#fail('The last change could not be checked', error);
      return;
    }
    const ms = performance.now() - start;
    this.status.lastCheckMs = ms;
    this.#schedule.took(ms);
    this.#becomeReady();
  }

  /** Publishes everything again, for changed settings. */
  publishAll(): void {
    for (const folder of this.#folders) {
      for (const [path, findings] of folder.findings) this.#diagnostics.publishFile(folder, path, findings);
      this.#diagnostics.publishConfiguration(folder);
    }
    this.status.tell(this.#folders);
    for (const listener of this.#checkListeners) listener();
  }

  /** Stops what is under way; the process is about to end. */
  end(): void {
    this.#schedule.cancel();
    this.#ended.abort();
  }

  #take(uri: string): void {
    for (const folder of this.#folders) {
      // One `tiebeam.json` may hold for several folders below it.
      const { file } = folder.analysis.configuration ?? {};
      if (pathIn(folder, uri) === CONFIGURATION_FILE || (file !== undefined && URI.file(file).toString() === uri))
        this.#takeConfiguration(folder, uri);
    }
    const found = this.locate(uri);
    if (found && URI.file(found.folder.analysis.baselineFile).toString() === uri) this.#takeBaseline(found.folder);
    else if (found) this.#takeFile(found.folder, found.path);
  }

  #takeBaseline(folder: FolderSession): void {
    void folder.analysis.reloadBaseline().then(
      () => this.#schedule.soon(),
      (error: unknown) => this.#fail('The baseline could not be read', error),
    );
  }

  #takeFile(folder: FolderSession, path: Path): void {
    if (folder.state !== 'ready' || !this.settings.enable) {
      folder.missed.add(path);
      return;
    }
    const open = this.#open.get(uriOf(folder, path));
    if (open) refresh(open);
    const { analysis } = folder;
    const isWanted = open ? open.isAnalysed : isDiscoverable(analysis.root, path);
    if (isWanted && !analysis.isReadyFor(path)) {
      folder.missed.add(path);
      void this.#renew(folder, this.#ended.signal, () => analysis.prepare(path));
    } else if (isWanted ? analysis.readFile(path) : analysis.dropFile(path)) this.#schedule.soon();
  }

  #takeConfiguration(folder: FolderSession, uri: string): void {
    const open = this.#open.get(uri);
    if (open) refresh(open);
    // A scan reads the configuration itself, before everything else; what comes later must not be lost.
    void folder.analysis.reloadConfiguration().then(
      () => this.#schedule.soon(),
      (error: unknown) => this.#fail('The configuration could not be read', error),
    );
  }

  /** Reads and checks a whole folder, after what is under way. A failure is shown and logged. */
  #renew(folder: FolderSession, signal: AbortSignal, read: () => Promise<void>): Promise<void> {
    return this.#queue.add(async () => {
      if (!this.#folders.includes(folder) || !this.settings.enable || signal.aborted) return;
      const before = folder.state;
      folder.state = 'busy';
      this.status.state = 'scanning';
      this.status.tell(this.#folders);
      try {
        await read();
        const check = await folder.analysis.checkGently(signal);
        folder.state = 'ready';
        folder.coverage = coverageIn(folder);
        if (this.#folders.includes(folder)) this.#accept(folder, check, [...check.changed, ...check.findings.keys()]);
        this.#becomeReady();
      } catch (error) {
        folder.state = before;
        if (signal.aborted) this.#becomeReady();
        else this.#fail('The folder could not be read', error);
      }
      const missed = [...folder.missed];
      folder.missed.clear();
      for (const path of missed) this.#takeFile(folder, path);
      this.#schedule.soon();
    });
  }

  #accept(folder: FolderSession, check: Check, changed: Iterable<Path>): void {
    folder.findings = check.findings;
    folder.heldBack = check.heldBack;
    for (const path of changed) this.#diagnostics.publishFile(folder, path, check.findings.get(path) ?? []);
    this.#diagnostics.publishConfiguration(folder);
    for (const listener of this.#checkListeners) listener();
  }

  #becomeReady(): void {
    this.status.state = 'ready';
    this.status.problem = this.#schedule.notice;
    this.status.tell(this.#folders);
  }

  #fail(what: string, error: unknown): void {
    this.connection.console.error(`${what}: ${reasonOf(error)}`);
    this.status.state = 'failed';
    this.status.problem = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    this.status.tell(this.#folders);
  }
}

function coverageIn({ analysis: { project } }: FolderSession): Coverage | undefined {
  return project.workspace && coverageOf(project.workspace, []);
}

function refresh(open: OpenDocument): void {
  open.text = open.document.getText();
  open.version = open.document.version;
}

/** Tells whether a change on disk is one of a folder with files of interest, about which nothing else is said. */
function isOfFolder({ analysis }: FolderSession, path: Path, isDeleted: boolean): boolean {
  if (isDeleted) return analysis.hasFilesBelow(path);
  const names = path.split('/');
  const isSkipped = names.some(
    (name, at) => folderReason({ name, isInRoot: at === 0, above: names.slice(0, at), siblings: new Set() }) !== undefined,
  );
  return !isSkipped && statSync(join(analysis.root, path), { throwIfNoEntry: false })?.isDirectory() === true;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
