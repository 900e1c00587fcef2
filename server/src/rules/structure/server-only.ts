import type { Path } from '#base/paths.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

const SERVER_MODULE =
  /^(server-only|pg|mysql2?(\/promise)?|mongoose|mongodb|better-sqlite3|ioredis|(node:)?(fs|fs\/promises|child_process|net|dgram)|next\/headers)$/;

/** Whether a module exists on servers only. */
export function isServerModule(module: string, imported: string): boolean {
  return SERVER_MODULE.test(module) || (module === '@prisma/client' && imported === 'PrismaClient');
}

/** Whether a file cannot be loaded in a browser. What a file marks with `use server` is called from there over the network. */
export function isServerOnly(workspace: Workspace, path: Path): boolean {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || facts.prologue.includes('use server')) return false;
  return facts.imports.some((it) => !it.isTypeOnly && !it.isDeferred && isServerModule(it.module, it.imported));
}

/** The folders that hold a service, for asking whether a feature has one. */
export const serviceFolders = perVisibleState((workspace) => {
  const found = new Set<string>();
  for (const path of workspace.files.keys()) {
    if (workspace.layerOf(path)?.layer === 'service') found.add(path.slice(0, path.lastIndexOf('/') + 1));
  }
  return found;
});
