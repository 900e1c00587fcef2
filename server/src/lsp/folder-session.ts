import path from 'node:path';
import { URI } from 'vscode-uri';
import type { Path } from '#base/paths.ts';
import type { Coverage } from '#engine/coverage.ts';
import { Analysis } from '#host/analysis.ts';
import type { Finding } from '#rules/finding.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** One workspace folder: its analysis and what was last told about it. */
export interface FolderSession {
  /** In the one spelling that this server uses, without a slash at its end. */
  readonly uri: string;
  readonly analysis: Analysis;
  settings: Settings;
  /** The findings of the last check, by path. */
  findings: ReadonlyMap<Path, readonly Finding[]>;
  /** How many findings the baseline holds back. */
  heldBack: number;
  /** How much of the code is understood; undefined before the first scan. */
  coverage: Coverage | undefined;
  /** `busy` while everything is read or checked; what changes meanwhile is kept in `missed`. */
  state: 'new' | 'busy' | 'ready';
  readonly missed: Set<Path>;
  /** Where problems of the configuration were last shown. */
  configurationUri: string | undefined;
}

export interface FolderOptions {
  readonly isTrusted: () => boolean;
  readonly openText: (uri: string) => string | undefined;
  readonly onCrash: (rule: string, error: unknown, path: Path | undefined) => void;
}

export function createFolderSession(uri: string, options: FolderOptions): FolderSession {
  const root = URI.parse(uri).fsPath;
  const analysis = new Analysis(root, {
    isTrusted: options.isTrusted,
    onCrash: options.onCrash,
    openText: (at) => options.openText(uriIn(root, at)),
  });
  return {
    uri: folderUri(uri),
    analysis,
    settings: defaultSettings,
    findings: new Map(),
    heldBack: 0,
    coverage: undefined,
    state: 'new',
    missed: new Set(),
    configurationUri: undefined,
  };
}

/** Clients escape addresses differently; this is how the server spells one. */
export function normalUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The same for a folder, which some clients end with a slash. */
export function folderUri(uri: string): string {
  return normalUri(uri).replace(/\/$/, '');
}

/** The path of a document inside a folder; undefined where it lies elsewhere or is no file. */
export function pathIn(session: FolderSession, uri: string): Path | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return undefined;
  const relative = path.relative(session.analysis.root, parsed.fsPath);
  if (relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) return undefined;
  return relative.split(path.sep).join('/');
}

export function uriOf(session: FolderSession, at: Path): string {
  return uriIn(session.analysis.root, at);
}

function uriIn(root: string, at: Path): string {
  return URI.file(path.join(root, at)).toString();
}
