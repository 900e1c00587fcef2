import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Path } from '#base/paths.ts';
import { isDiscoverable } from '#host/discover-files.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import { STATUS, type StatusParams } from '#protocol';
import type { Finding } from '#rules/finding.ts';
import { rangesOf, toConfigurationDiagnostic, toDiagnostic } from './convert.ts';
import { createFolderSession, type FolderSession, pathIn, uriOf } from './folder-session.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** A check that takes longer than this is put off until the typing pauses; in milliseconds, from the product's time budget. */
const SLOW_CHECK_MS = 200;
const PAUSE_MS = 400;

/** All state of the server: folders, open documents, trust, what was published. */
export class Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  settings: Settings = defaultSettings;
  isTrusted = false;
  #folders: FolderSession[] = [];
  /** Documents under the one spelling of their address: clients escape differently. */
  #open = new Map<string, TextDocument>();
  #published = new Map<string, string>();
  #scheduled: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #lastCheckMs = 0;
  #state: StatusParams['state'] = 'starting';
  #problem: string | undefined;

  constructor(connection: Connection, documents: TextDocuments<TextDocument>) {
    this.connection = connection;
    this.documents = documents;
  }

  get folders(): readonly FolderSession[] {
    return this.#folders;
  }

  get lastCheckMs(): number {
    return this.#lastCheckMs;
  }

  /** The folder that a document belongs to, the innermost one, with its path there. */
  locate(uri: string): { readonly folder: FolderSession; readonly path: Path } | undefined {
    const found = this.#folders.flatMap((folder) => {
      const path = pathIn(folder, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return found.sort((a, b) => a.path.length - b.path.length)[0];
  }

  /** The open document of a path; undefined where it is closed. */
  documentOf(folder: FolderSession, path: Path): TextDocument | undefined {
    return this.#open.get(uriOf(folder, path));
  }

  addFolder(uri: string): void {
    const folder = createFolderSession(uri, {
      isTrusted: () => this.isTrusted,
      openText: (it) => this.#open.get(it)?.getText(),
      onCrash: (rule, error, path) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.connection.console.error(`rule ${rule} failed${path === undefined ? '' : ` in ${path}`}: ${reason}`);
      },
    });
    if (!this.#folders.some((it) => it.uri === folder.uri)) this.#folders.push(folder);
  }

  removeFolder(uri: string): void {
    const gone = this.#folders.filter((it) => it.uri === uri.replace(/\/$/, ''));
    this.#folders = this.#folders.filter((it) => !gone.includes(it));
    for (const folder of gone) for (const path of folder.findings.keys()) this.#publish(uriOf(folder, path), []);
  }

  /** Reads and checks every folder that was not read yet, or all of them. */
  async scan(all: boolean): Promise<void> {
    for (const folder of this.#folders.filter((it) => all || !it.isScanned)) {
      this.#tell('scanning');
      try {
        await folder.analysis.scan({ onProgress: (done, total) => this.#tell('scanning', { done, total }) });
        folder.isScanned = true;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#problem = `The folder could not be read: ${reason}`;
        this.connection.console.error(this.#problem);
        this.#tell('failed');
        return;
      }
    }
    this.#problem = undefined;
    this.checkNow();
  }

  opened(document: TextDocument): void {
    this.#open.set(URI.parse(document.uri).toString(), document);
    this.changed(document.uri);
  }

  closed(document: TextDocument): void {
    this.#open.delete(URI.parse(document.uri).toString());
    this.changed(document.uri);
  }

  /** Takes the current state of a document or file and checks soon. */
  changed(uri: string): void {
    const found = this.locate(uri);
    if (!found?.folder.isScanned || !this.settings.enable) return;
    const isOpen = this.documentOf(found.folder, found.path) !== undefined;
    if (found.path === CONFIGURATION_FILE) {
      void this.reloadConfiguration(found.folder);
      return;
    }
    if (!isOpen && !isDiscoverable(found.folder.analysis.root, found.path) && !found.folder.analysis.project.facts(found.path))
      return;
    if (found.folder.analysis.readFile(found.path)) this.#schedule();
  }

  async reloadConfiguration(folder: FolderSession): Promise<void> {
    await folder.analysis.reloadConfiguration();
    this.#schedule();
  }

  /** Brings all folders up to date and publishes what changed. */
  checkNow(): void {
    this.#cancelSchedule();
    const start = performance.now();
    for (const folder of this.#folders) {
      if (!folder.isScanned) continue;
      const check = folder.analysis.project.check();
      if (!check) continue;
      const gone = [...folder.findings.keys()].filter((it) => !check.findings.has(it));
      folder.findings = check.findings;
      for (const path of new Set([...check.changed, ...gone])) this.#publishFile(folder, path, check.findings.get(path) ?? []);
      this.#publishConfiguration(folder);
    }
    this.#lastCheckMs = performance.now() - start;
    if (this.#state !== 'failed') this.#tell('ready');
  }

  /** Publishes everything again, for changed settings. */
  publishAll(): void {
    for (const folder of this.#folders) {
      for (const [path, findings] of folder.findings) this.#publishFile(folder, path, this.settings.enable ? findings : []);
    }
  }

  #schedule(): void {
    this.#cancelSchedule();
    // Changes that arrive together are checked together; after a slow check the next one waits for a pause.
    this.#scheduled =
      this.#lastCheckMs > SLOW_CHECK_MS ? setTimeout(() => this.checkNow(), PAUSE_MS) : setImmediate(() => this.checkNow());
  }

  #cancelSchedule(): void {
    if (this.#scheduled === undefined) return;
    if ('hasRef' in this.#scheduled && 'refresh' in this.#scheduled) clearTimeout(this.#scheduled);
    else clearImmediate(this.#scheduled as NodeJS.Immediate);
    this.#scheduled = undefined;
  }

  #publishFile(folder: FolderSession, path: Path, findings: readonly Finding[]): void {
    const uri = uriOf(folder, path);
    if (findings.length === 0) {
      this.#publish(uri, []);
      return;
    }
    const text = folder.analysis.textOf(path);
    if (text === undefined) return;
    const toRange = rangesOf(text);
    const places = { uriOf: (at: Path) => uriOf(folder, at), textOf: (at: Path) => folder.analysis.textOf(at) };
    const shown = findings.flatMap((it) => this.settings.adjust(it) ?? []).slice(0, this.settings.maxFindingsPerFile);
    this.#publish(
      uri,
      shown.map((it) => toDiagnostic(it, toRange, places)),
    );
  }

  #publishConfiguration(folder: FolderSession): void {
    const { configuration, configurationProblems } = folder.analysis;
    if (configuration?.file === undefined) return;
    const toRange = rangesOf(configuration.text);
    this.#publish(
      URI.file(configuration.file).toString(),
      configurationProblems.map((it) => toConfigurationDiagnostic(it, toRange)),
    );
  }

  #publish(uri: string, diagnostics: Parameters<Connection['sendDiagnostics']>[0]['diagnostics']): void {
    const state = JSON.stringify(diagnostics);
    if ((this.#published.get(uri) ?? '[]') === state) return;
    if (diagnostics.length === 0) this.#published.delete(uri);
    else this.#published.set(uri, state);
    const document = this.#open.get(uri);
    void this.connection.sendDiagnostics({
      uri: document?.uri ?? uri,
      diagnostics,
      ...(document && { version: document.version }),
    });
  }

  #tell(state: StatusParams['state'], progress?: { done: number; total: number }): void {
    this.#state = state;
    const count = { error: 0, warning: 0, info: 0 };
    for (const folder of this.#folders) {
      for (const findings of folder.findings.values()) {
        for (const { severity } of findings) count[severity === 'hint' ? 'info' : severity] += 1;
      }
    }
    const params: StatusParams = {
      state,
      files: this.#folders.reduce((sum, it) => sum + it.analysis.project.fileCount, 0),
      findings: count,
      ...(progress && { progress }),
      ...(this.#lastCheckMs > 0 && { lastCheckMs: this.#lastCheckMs }),
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
    void this.connection.sendNotification(STATUS, params);
  }
}
