import { fileName, folderOf, joinPath, type Path } from '#base/paths.ts';
import type { SqlFacts, SqlStatement } from '#facts/manifest-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Tells a migration of Prisma, which runs as one implicit transaction. */
export function isPrismaMigration(path: Path): boolean {
  return fileName(path) === 'migration.sql';
}

/**
 * Moves an index of a migration with several statements into one of its own right behind it, where it can be built concurrently. Empty for a unique
 * index, on which the other statements may depend, and where the place behind is taken.
 */
export function ownMigration(workspace: Workspace, { path, statements }: SqlFacts, statement: SqlStatement): readonly Fix[] {
  const text = workspace.textOf(path);
  const next = statement.isUnique || statement.name === undefined ? undefined : folderBehind(workspace, path, statement.name);
  if (text === undefined || next === undefined || statements.length < 2) return [];
  const { start, end } = statement.span;
  const head = /(?:^|\n)((?:[ \t]*--[^\n]*\n)*[ \t]*)$/.exec(text.slice(0, start));
  const tail = /^\s*?;[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n)*/.exec(text.slice(end));
  if (!head || !tail) return [];
  const from = start - (head[1] ?? '').length;
  const to = end + tail[0].length;
  const at = statement.keywordSpan.end;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const moved = `${text.slice(from, at)} CONCURRENTLY${text.slice(at, end)};${lineEnd}`;
  // What ends the file ends it without an empty line.
  const before = to >= text.length ? text.slice(0, from).trimEnd().length : from;
  const rest = before === from ? '' : text.endsWith('\n') ? lineEnd : '';
  return [
    {
      id: 'own-migration',
      kind: 'multi',
      title: worded`Move the index into a migration of its own, and build it CONCURRENTLY`,
      edits: [
        {
          kind: 'change',
          path,
          changes: [{ span: { start: before, end: to }, text: rest }],
          note: worded`Leave the index to the next migration`,
        },
        { kind: 'create', path: next, text: moved, note: worded`Build the index alone, without locking out writes` },
      ],
    },
  ];
}

/** The file of a migration one second later, before all others that come behind. */
function folderBehind(workspace: Workspace, path: Path, index: string): Path | undefined {
  const migrations = folderOf(folderOf(path));
  const own = fileName(folderOf(path));
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(own) ?? [];
  if (year === undefined) return undefined;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second) + 1);
  const stamp = new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
  const name = `${stamp}_${index.toLowerCase().replace(/\W+/g, '_')}`;
  const isTaken = [...workspace.files.keys()].some((it) => {
    const folder = fileName(folderOf(it));
    return isPrismaMigration(it) && folderOf(folderOf(it)) === migrations && folder > own && folder <= name;
  });
  return isTaken ? undefined : joinPath(migrations, name, 'migration.sql');
}
