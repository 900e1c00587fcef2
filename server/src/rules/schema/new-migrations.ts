import { fileName, folderOf, type Path } from '#base/paths.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Only what is not applied anywhere yet can be changed: files new to the repository, or without git the newest of its folder. */
export function isNewMigration(workspace: Workspace, path: Path): boolean {
  if (isWayBack(path)) return false;
  const since = workspace.configuration.migrations.since;
  if (since === 'all') return workspace.roleOf(path) === 'migration' || workspace.files.get(path)?.facts.kind === 'sql';
  if (workspace.roleOf(path) !== 'migration') return false;
  if (workspace.newFiles) return workspace.newFiles.has(path);
  const siblings = siblingsOf(workspace, path);
  if (siblings.length <= 3) return false;
  if (siblings.some((it) => revisionOf(workspace, it)?.parent !== undefined)) return isHead(workspace, siblings, path);
  const newest = siblings.at(-1);
  return newest !== undefined && sequence(newest) === sequence(path);
}

/** Alembic names its files by chance; the newest is the one that none builds on. Of several nobody knows. */
function isHead(workspace: Workspace, siblings: readonly Path[], path: Path): boolean {
  const parents = new Set(siblings.map((it) => revisionOf(workspace, it)?.parent));
  const heads = siblings.filter((it) => {
    const id = revisionOf(workspace, it)?.id;
    return id !== undefined && !parents.has(id);
  });
  return heads.length === 1 && heads[0] === path;
}

function revisionOf({ files }: Workspace, path: Path): { readonly id?: string; readonly parent?: string } | undefined {
  const facts = files.get(path)?.facts;
  if (facts?.kind !== 'code' || facts.language !== 'python') return undefined;
  const text = (name: string): string | undefined => {
    const origin = facts.bindings.find((it) => it.scope === 0 && it.name === name)?.origin;
    return origin?.kind === 'value' && origin.value.kind === 'literal' && typeof origin.value.value === 'string'
      ? origin.value.value
      : undefined;
  };
  const id = text('revision');
  const parent = text('down_revision');
  return { ...(id !== undefined && { id }), ...(parent !== undefined && { parent }) };
}

/** `005.undo.roles.sql` of Postgrator, `005.rollback.sql`, `roles.down.js`: what takes a migration back drops what that one made. */
function isWayBack(path: Path): boolean {
  return /\.(?:undo|down|rollback)\.(?:[\w-]+\.)?\w+$/i.test(fileName(path));
}

/** The other new migrations of the same folder. */
export function batchOf(workspace: Workspace, path: Path): Path[] {
  const { newFiles } = workspace;
  if (!newFiles || workspace.configuration.migrations.since === 'all') return [];
  const siblings = siblingsOf(workspace, path);
  return siblings.filter((it) => it !== path && newFiles.has(it));
}

function siblingsOf(workspace: Workspace, path: Path): readonly Path[] {
  return migrationsByFolder(workspace).get(migrationFolder(path)) ?? [];
}

/** The numbered files of each folder, in order. */
const migrationsByFolder = perVisibleState((workspace) => {
  const folders = new Map<Path, Path[]>();
  for (const path of workspace.files.keys()) {
    if (sequence(path) === undefined) continue;
    const folder = migrationFolder(path);
    const known = folders.get(folder);
    if (known) known.push(path);
    else folders.set(folder, [path]);
  }
  for (const paths of folders.values()) paths.sort(byNumber);
  return folders;
});

/** `10_roles.sql` comes after `9_users.sql`. */
function byNumber(a: Path, b: Path): number {
  const [first = '', second = ''] = [a, b].map((it) => sequence(it));
  const bothCount = /^\d+$/.test(first) && /^\d+$/.test(second);
  return (bothCount ? Number(first) - Number(second) : 0) || (a < b ? -1 : 1);
}

/** Prisma keeps one folder for each migration. */
function migrationFolder(path: Path): Path {
  return fileName(path) === 'migration.sql' ? folderOf(folderOf(path)) : folderOf(path);
}

function sequence(path: Path): string | undefined {
  const name = fileName(path) === 'migration.sql' ? fileName(folderOf(path)) : fileName(path);
  return /^[0-9a-f]{3,}|^\d+/.exec(name)?.[0];
}
