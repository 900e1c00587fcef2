import type { Location, Position, Range } from 'vscode-languageserver';
import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { CodePlace } from '#editor/code-place.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { rangesOf } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Session } from './session.ts';

/** A cursor in a file of a folder that was read. */
export interface Cursor {
  readonly folder: FolderSession;
  readonly path: Path;
  readonly text: string;
  readonly offset: number;
  readonly workspace: Workspace;
}

/** Undefined outside of the folders, before the first check, and while everything is switched off. */
export function cursorAt(session: Session, uri: string, position: Position): Cursor | undefined {
  const found = session.locate(uri);
  const text = found?.folder.analysis.textOf(found.path);
  const workspace = found?.folder.analysis.project.workspace;
  if (!session.settings.enable || !found || text === undefined || !workspace) return undefined;
  const index = new LineIndex(text);
  const offset = Math.min(index.lineStart(position.line) + position.character, text.length);
  return { ...found, text, offset, workspace };
}

/** Turns places of a folder into LSP locations; each text is looked at once. */
export class Locations {
  readonly #folder: FolderSession;
  readonly #ranges = new Map<Path, ReturnType<typeof rangesOf>>();

  constructor(folder: FolderSession) {
    this.#folder = folder;
  }

  range({ path, span }: CodePlace): Range {
    const toRange = this.#ranges.get(path) ?? rangesOf(this.#folder.analysis.textOf(path) ?? '');
    this.#ranges.set(path, toRange);
    return toRange(span);
  }

  location(place: CodePlace): Location {
    return { uri: uriOf(this.#folder, place.path), range: this.range(place) };
  }

  /** A link in Markdown with path and line as its words; editors take the fragment for the line. */
  link(place: CodePlace): string {
    const line = this.range(place).start.line + 1;
    return `[${place.path.replaceAll(/[[\]\\]/g, '\\$&')}:${line}](${uriOf(this.#folder, place.path)}#L${line})`;
  }
}
