import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface BackStep {
  readonly path: Path;
  /** Of the statement with its end sign, from the beginning of its line. */
  readonly span: Span;
}

/** The file that takes a SQL migration back: `20260101_name.down.sql` beside `20260101_name.up.sql`; the file itself where there is no such name. */
export function fileOfWayBack(path: Path): Path {
  return path.replace(/(^|[./_])up(?=\.sql$)/, '$1down');
}

/**
 * The statement by which the way back undoes a step, in the same file or the one beside it; 'unknown' where there are several, or where the other file
 * speaks of the names in another way. Undefined where there is no way back.
 */
export function backStep(
  workspace: Workspace,
  path: Path,
  statement: string,
  names: readonly string[],
): BackStep | 'unknown' | undefined {
  const place = fileOfWayBack(path);
  const text = workspace.textOf(place);
  if (text === undefined) return undefined;
  const found = [...text.matchAll(new RegExp(`^[ \\t]*${statement}\\s*;`, 'gim'))];
  const [only] = found;
  if (only && found.length === 1) return { path: place, span: { start: only.index, end: only.index + only[0].length } };
  const isSpoken = place !== path && new RegExp(`\\b(?:${names.join('|')})\\b`, 'i').test(text);
  return found.length > 1 || isSpoken ? 'unknown' : undefined;
}
