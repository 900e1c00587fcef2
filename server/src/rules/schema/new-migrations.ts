import { fileName, folderOf, type Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Only what is not applied anywhere yet can be changed: files new to the repository, or without git the newest of its folder. */
export function isNewMigration(workspace: Workspace, path: Path): boolean {
  const since = workspace.configuration.migrations.since;
  if (since === 'all') return workspace.roleOf(path) === 'migration' || workspace.files.get(path)?.facts.kind === 'sql';
  if (workspace.roleOf(path) !== 'migration') return false;
  if (workspace.newFiles) return workspace.newFiles.has(path);
  const siblings = siblingsOf(workspace, path);
  if (siblings.length <= 3) return false;
  const newest = siblings.at(-1);
  return newest !== undefined && sequence(newest) === sequence(path);
}

/** The other new migrations of the same folder. */
export function batchOf(workspace: Workspace, path: Path): Path[] {
  const { newFiles } = workspace;
  if (!newFiles || workspace.configuration.migrations.since === 'all') return [];
  const siblings = siblingsOf(workspace, path);
  return siblings.filter((it) => it !== path && newFiles.has(it));
}

function siblingsOf(workspace: Workspace, path: Path): Path[] {
  const folder = migrationFolder(path);
  return [...workspace.files.keys()].filter((it) => sequence(it) !== undefined && migrationFolder(it) === folder).sort();
}

/** Prisma keeps one folder for each migration. */
function migrationFolder(path: Path): Path {
  return fileName(path) === 'migration.sql' ? folderOf(folderOf(path)) : folderOf(path);
}

function sequence(path: Path): string | undefined {
  const name = fileName(path) === 'migration.sql' ? fileName(folderOf(path)) : fileName(path);
  return /^[0-9a-f]{3,}|^\d+/.exec(name)?.[0];
}
