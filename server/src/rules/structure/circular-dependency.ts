import { z } from 'zod';
import { folderOf, stem } from '#base/paths.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { cycles, shortestWay } from '#link/import-graph.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationFiles } from '../application-code.ts';
import { type Anchor, type Detection, defineRule } from '../rule.ts';
import { loadLater } from './circular-dependency-fix.ts';
import { byModelName, type ModelByName } from './django-reference.ts';

interface Data {
  readonly from: string;
  readonly to: string;
  readonly others: number;
}

export default defineRule<{ readonly ignoreBarrels: boolean }, Data>({
  id: 'structure/circular-dependency',
  section: 1,
  tier: 2,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python'],
  scope: 'workspace',
  fix: 'suggest',
  fixLanguages: ['typescript', 'python'],
  options: z
    .strictObject({ ignoreBarrels: z.boolean().default(true).describe('Report cycles through index files as information only') })
    .prefault({}),
  messages: {
    cycle: ({ from, to, others }) =>
      `\`${from}\` imports \`${to}\`, which imports it back${others > 0 ? ` over ${others} more file${others > 1 ? 's' : ''}` : ''}`,
  },
  *check({ workspace, options }) {
    const edges = loadTimeEdges(workspace);
    for (const group of cycles(edges)) {
      const members = new Set(group);
      const inside = edges.filter((it) => members.has(it.from) && members.has(it.to));
      const isBarrel = options.ignoreBarrels && group.some((it) => /^(index|__init__)$/.test(stem(it)));
      if (!spansParts(workspace, group)) continue;
      const edge = againstTheLayers(workspace, inside) ?? inside[0];
      if (!edge) continue;
      const way = shortestWay(inside, edge.to, edge.from) ?? [edge.to, edge.from];
      const found: Detection<Data> = {
        messageId: 'cycle',
        data: { from: edge.from, to: edge.to, others: way.length - 2 },
        path: edge.from,
        at: anchorOf(edge),
        ...(isBarrel && { severity: 'info' }),
        related: way.slice(0, -1).flatMap((path, index) => {
          const next = inside.find((it) => it.from === path && it.to === way[index + 1]);
          return next ? [{ path, at: anchorOf(next), message: `imports ${next.to}` }] : [];
        }),
      };
      yield { ...found, offers: firstFix(workspace, found).map(({ id, kind, title }) => ({ id, kind, title })) };
    }
  },
  repair({ workspace }, detection) {
    return firstFix(workspace, detection);
  },
});

/** What takes the first import out of the way round that need not be there when modules load. */
function firstFix(workspace: Workspace, { path, at, related = [] }: Detection<Data>): readonly Fix[] {
  for (const it of [{ path, at }, ...related]) {
    const named = it.at.kind === 'import' ? byModelName(workspace, it.path, it.at.index) : undefined;
    if (named) return [modelFix(named)];
    const fixes = it.at.kind === 'import' ? loadLater(workspace, it.path, it.at.index) : [];
    if (fixes.length > 0) return fixes;
  }
  return [];
}

function modelFix({ models, edit }: ModelByName): Fix {
  return { id: 'name-the-model', kind: 'safe', title: worded`Refer to ${models.join(' and ')} by name`, edits: [edit] };
}

/** Edges that are followed while modules load. Go is left out: its compiler allows no cycles. */
function loadTimeEdges(workspace: Workspace): ImportEdge[] {
  const files = applicationFiles(workspace);
  const isModel = (path: string) => workspace.layerOf(path)?.layer === 'model';
  return workspace.edges.filter((edge) => {
    const from = files.get(edge.from);
    if (!from || !files.has(edge.to) || from.facts.language === 'go' || edge.isTypeOnly || edge.isDeferred) return false;
    if (takesType(from.facts, files.get(edge.to)?.facts, edge)) return false;
    // Entity classes refer to each other through functions that run later.
    return !(isModel(edge.from) && isModel(edge.to) && from.facts.language !== 'python');
  });
}

/** The compiler leaves an import of an interface or a type out, with or without the word `type`. */
function takesType(from: CodeFacts, to: CodeFacts | undefined, { isReexport, index }: ImportEdge): boolean {
  const name = isReexport ? from.exports[index]?.from?.imported : from.imports[index]?.imported;
  let isType = false;
  for (const it of to?.exports ?? []) {
    if (it.name !== name) continue;
    if (!it.isTypeOnly) return false;
    isType = true;
  }
  return isType;
}

/** Files of one folder that belong together may lean on each other; over folders or layers it is a knot. */
function spansParts(workspace: Workspace, group: readonly string[]): boolean {
  const folders = new Set(group.map(folderOf));
  const layers = new Set(group.flatMap((it) => workspace.layerOf(it)?.layer ?? []));
  return folders.size > 1 || layers.size > 1;
}

function anchorOf({ isReexport, index }: ImportEdge): Anchor {
  return { kind: isReexport ? 'export' : 'import', index };
}

const ORDER = ['entrypoint', 'controller', 'middleware', 'job', 'service', 'repository', 'dto', 'model', 'config'];

function againstTheLayers(workspace: Workspace, edges: readonly ImportEdge[]): ImportEdge | undefined {
  const rank = (path: string) => ORDER.indexOf(workspace.layerOf(path)?.layer ?? '');
  return edges.find((it) => rank(it.from) >= 0 && rank(it.to) >= 0 && rank(it.from) > rank(it.to));
}
