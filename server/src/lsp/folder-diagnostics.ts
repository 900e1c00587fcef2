import type { Diagnostic } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { Path } from '#base/paths.ts';
import { coverageSentence } from '#engine/coverage.ts';
import type { Finding } from '#rules/finding.ts';
import { rangesOf, toConfigurationDiagnostic, toDiagnostic, toNote } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Publisher } from './publisher.ts';
import type { Status } from './status.ts';

export interface FolderDiagnosticsParts {
  readonly publisher: Publisher;
  readonly status: Status;
  readonly isEnabled: () => boolean;
  /** Whether a document is told about by this folder, and not by one inside it. */
  readonly owns: (folder: FolderSession, uri: string) => boolean;
  /** How the client spells an open document, and its version; undefined where it is closed. */
  readonly spelling: (uri: string) => { readonly uri: string; readonly version: number } | undefined;
}

/** What the findings of a folder and the problems of its configuration look like in the editor. */
export class FolderDiagnostics {
  readonly #parts: FolderDiagnosticsParts;

  constructor(parts: FolderDiagnosticsParts) {
    this.#parts = parts;
  }

  publishFile(folder: FolderSession, path: Path, findings: readonly Finding[]): void {
    const { status, isEnabled, owns } = this.#parts;
    const uri = uriOf(folder, path);
    if (!owns(folder, uri)) return;
    const wanted = isEnabled() ? findings.flatMap((it) => folder.settings.adjust(it) ?? []) : [];
    status.count(folder, path, wanted);
    const text = wanted.length === 0 ? undefined : folder.analysis.textOf(path);
    if (text === undefined) {
      this.clear(folder, path);
      return;
    }
    const toRange = rangesOf(text);
    const places = { uriOf: (at: Path) => uriOf(folder, at), textOf: (at: Path) => folder.analysis.textOf(at) };
    const shown = wanted.slice(0, folder.settings.maxFindingsPerFile).map((it) => toDiagnostic(it, toRange, places));
    this.#publish(uri, shown);
  }

  clear(folder: FolderSession, path: Path): void {
    this.#parts.status.count(folder, path, []);
    this.#publish(uriOf(folder, path), []);
  }

  publishConfiguration(folder: FolderSession): void {
    const { configuration, configurationProblems } = folder.analysis;
    const uri = configuration?.file === undefined ? undefined : URI.file(configuration.file).toString();
    if (folder.configurationUri !== uri) this.clearConfiguration(folder);
    folder.configurationUri = uri;
    if (configuration === undefined || uri === undefined) return;
    const isEnabled = this.#parts.isEnabled();
    const toRange = rangesOf(configuration.text);
    const problems = isEnabled ? configurationProblems.map((it) => toConfigurationDiagnostic(it, toRange)) : [];
    if (isEnabled && problems.length === 0) problems.push(...notesOn(folder));
    this.#publish(uri, problems);
  }

  clearConfiguration(folder: FolderSession): void {
    if (folder.configurationUri !== undefined) this.#publish(folder.configurationUri, []);
  }

  #publish(uri: string, diagnostics: Diagnostic[]): void {
    this.#parts.publisher.publish(uri, diagnostics, this.#parts.spelling(uri));
  }
}

/** Said at the top of the configuration: a baseline that cannot be used, and how much is understood. */
function notesOn({ analysis: { baselineProblem }, coverage }: FolderSession): Diagnostic[] {
  return [
    ...(baselineProblem === undefined ? [] : [toNote('baseline', baselineProblem, 'error')]),
    ...(coverage === undefined ? [] : [toNote('coverage', coverageSentence(coverage), 'info')]),
  ];
}
