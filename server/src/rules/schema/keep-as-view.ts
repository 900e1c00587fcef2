import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { wholeLines } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf, type TextChange } from '#snippets/text-change.ts';
import { isPostgres } from '#workspace/dialect.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { backStep } from './way-back.ts';

/**
 * Keeps the old name of a renamed table as a view, through which PostgreSQL reads and writes, until no version that runs uses it. The way back, in the
 * same file or the one beside it, drops the view first. Undefined for other databases and where a statement shares its lines.
 */
export function keepAsView(workspace: Workspace, path: Path, span: Span): FileEdit[] | undefined {
  const text = workspace.textOf(path);
  if (text === undefined || !path.endsWith('.sql') || !isPostgres(workspace, path)) return undefined;
  const renamed = /^alter\s+table\s+(?:only\s+)?([\w."]+)\s+rename\s+to\s+([\w"]+)$/i.exec(
    text.slice(span.start, span.end).trim(),
  );
  const [, from = '', to = ''] = renamed ?? [];
  const lines = renamed && text.charAt(span.end) === ';' ? wholeLines(text, { start: span.start, end: span.end + 1 }) : undefined;
  if (!lines) return undefined;
  const schema = /^(.*\.)[^.]+$/.exec(from)?.[1] ?? '';
  const lineEnd = lineEndOf(text);
  const isEnded = text.slice(lines.start, lines.end).endsWith('\n');
  const view = [
    '-- For a later release to drop, when no version that runs uses the old name.',
    `CREATE VIEW ${from} AS SELECT * FROM ${schema}${to};`,
  ].join(lineEnd);
  const added: TextChange = {
    span: { start: lines.end, end: lines.end },
    text: isEnded ? view + lineEnd : lineEnd + view,
  };
  const pattern = `alter\\s+table\\s+(?:only\\s+)?(?:[\\w"]+\\.)?"?${bare(to)}"?\\s+rename\\s+to\\s+"?${bare(from)}"?`;
  const back = backStep(workspace, path, pattern, [bare(from), bare(to)]);
  if (back === 'unknown') return undefined;
  const note = worded`Keep ${bare(from)} as a view`;
  const dropped = (offset: number, ending: string): TextChange => ({
    span: { start: offset, end: offset },
    text: `DROP VIEW ${from};${ending}`,
  });
  if (back === undefined) return [changeOf(path, [added], note)];
  const own = workspace.textOf(back.path) ?? '';
  const drop = dropped(back.span.start, lineEndOf(own));
  return back.path === path
    ? [changeOf(path, [added, drop], note)]
    : [changeOf(path, [added], note), changeOf(back.path, [drop], worded`Drop the view ${bare(from)} first`)];
}

function bare(name: string): string {
  return (name.split('.').at(-1) ?? name).replaceAll('"', '');
}
