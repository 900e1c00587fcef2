import type { Path } from '#base/paths.ts';
import { isPostgres } from '#workspace/dialect.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Placeholder } from './sql-parameters.ts';

export const dollar: Placeholder = (n) => `$${n}`;
export const mark: Placeholder = () => '?';

/** How the drivers behind a Go library write parameters; undefined where the unit has several, or one that is not known. */
export function goPlaceholder(workspace: Workspace, path: Path, framework: string): Placeholder | undefined {
  if (framework === 'gorm' || framework === 'xorm') return mark;
  if (framework === 'pgx') return dollar;
  if (framework !== 'database-sql') return undefined;
  if (isPostgres(workspace, path)) return dollar;
  const dependencies = [...workspace.unitOf(path).dependencies];
  return dependencies.some((it) => /mysql|sqlite/.test(it)) && !dependencies.some((it) => /\/(?:pq|pgx)\b/.test(it))
    ? mark
    : undefined;
}
