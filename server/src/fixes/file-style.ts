import { folderOf, type Path, stepsBetween } from '#base/paths.ts';
import { indentOf } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { styleOf, type TextStyle } from './text-style.ts';

/** How many neighbours are looked at. */
const MOST_NEIGHBOURS = 20;

/**
 * The style of a code file; what its own text does not show is learnt from the nearest file of its language in the unit that is indented. Also
 * for a file that is to be created, whose language is that of `near`.
 */
export function styleIn(workspace: Workspace, path: Path, near: Path = path): TextStyle {
  const facts = workspace.files.get(near)?.facts;
  const language = facts?.kind === 'code' ? facts.language : 'typescript';
  const text = workspace.textOf(path) ?? '';
  if (indentOf(text) !== undefined) return styleOf(text, language);
  const folder = folderOf(path);
  const neighbours = workspace
    .unitOf(near)
    .files.filter((it) => it !== path && languageOf(workspace, it) === language)
    .toSorted((a, b) => stepsBetween(folder, a) - stepsBetween(folder, b));
  for (const it of neighbours.slice(0, MOST_NEIGHBOURS)) {
    const other = workspace.textOf(it) ?? '';
    if (indentOf(other) !== undefined) return styleOf(text, language, styleOf(other, language));
  }
  return styleOf(text, language);
}

function languageOf(workspace: Workspace, path: Path): string | undefined {
  const facts = workspace.files.get(path)?.facts;
  return facts?.kind === 'code' ? facts.language : undefined;
}
