import path from 'node:path';
import { URI } from 'vscode-uri';
import type { Path } from '#base/paths.ts';
import { Analysis } from '#host/analysis.ts';
import type { Finding } from '#rules/finding.ts';

/** One workspace folder: its analysis and what was last told about it. */
export interface FolderSession {
  /** As the client wrote it, without a slash at its end. */
  readonly uri: string;
  readonly analysis: Analysis;
  /** The findings of the last check, by path. */
  findings: ReadonlyMap<Path, readonly Finding[]>;
  isScanned: boolean;
}

export interface FolderOptions {
  readonly isTrusted: () => boolean;
  readonly openText: (uri: string) => string | undefined;
  readonly onCrash: (rule: string, error: unknown, path: Path | undefined) => void;
}

export function createFolderSession(uri: string, options: FolderOptions): FolderSession {
  const folder = uri.replace(/\/$/, '');
  const root = URI.parse(folder).fsPath;
  const analysis = new Analysis(root, {
    isTrusted: options.isTrusted,
    onCrash: options.onCrash,
    openText: (at) => options.openText(uriIn(root, at)),
  });
  return { uri: folder, analysis, findings: new Map(), isScanned: false };
}

/** The path of a document inside a folder; undefined where it lies elsewhere or is no file. */
export function pathIn(session: FolderSession, uri: string): Path | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return undefined;
  const relative = path.relative(session.analysis.root, parsed.fsPath);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  return relative.split(path.sep).join('/');
}

export function uriOf(session: FolderSession, at: Path): string {
  return uriIn(session.analysis.root, at);
}

function uriIn(root: string, at: Path): string {
  return URI.file(path.join(root, at)).toString();
}
