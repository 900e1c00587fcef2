import type { Path } from '#base/paths.ts';
import type { ImportEdge } from '#link/meaning.ts';
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

/** Remix and the pages of Next.js take what runs on the server, and the imports that only it uses, out of a page before a browser loads it. */
export function hasServerPart({ files }: Workspace, path: Path): boolean {
  const facts = files.get(path)?.facts;
  return (
    facts?.kind === 'code' &&
    facts.exports.some((it) => SERVER_PARTS.test(it.name) || (it.local !== undefined && SERVER_PARTS.test(it.local)))
  );
}

/** An interface or a type is gone when the program runs, also where its import does not say `type`. */
export function importsType({ files }: Workspace, { from, to, index }: ImportEdge): boolean {
  const facts = files.get(from)?.facts;
  const target = files.get(to)?.facts;
  if (facts?.kind !== 'code' || target?.kind !== 'code') return false;
  const name = facts.imports[index]?.imported;
  return (
    target.classes.some((it) => it.name === name && it.form === 'interface') ||
    target.bindings.some((it) => it.scope === 0 && it.name === name && it.declares === 'type')
  );
}

const SERVER_PARTS = /^(?:loader|action|getServerSideProps|getStaticProps|getStaticPaths)$/;

/** The files that belong to a page: they hold markup, lead to files that do, or are loaded by one. A server of its own may stand beside them. */
export const filesOfPages = perVisibleState((workspace): ReadonlySet<Path> => {
  const markup = [...workspace.files.values()].flatMap(({ path, facts }) =>
    facts.kind === 'code' && (facts.hasMarkup || facts.container || facts.prologue.includes('use client')) ? [path] : [],
  );
  const all = new Set(markup);
  for (const [start, end] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const next = new Map<Path, Path[]>();
    for (const edge of workspace.edges)
      if (!edge.isTypeOnly) next.set(edge[start], [...(next.get(edge[start]) ?? []), edge[end]]);
    const seen = new Set(markup);
    const queue = [...markup];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      for (const other of next.get(path) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        all.add(other);
        queue.push(other);
      }
    }
  }
  return all;
});

/** The folders that hold a service, for asking whether a feature has one. */
export const serviceFolders = perVisibleState((workspace) => {
  const found = new Set<string>();
  for (const path of workspace.files.keys()) {
    if (workspace.layerOf(path)?.layer === 'service') found.add(path.slice(0, path.lastIndexOf('/') + 1));
  }
  return found;
});
