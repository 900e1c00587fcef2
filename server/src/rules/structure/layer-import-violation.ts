import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import { fileName, folderOf } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { Layer, Layering } from '#workspace/layers.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationFiles } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { type FeatureImport, throughIndex } from './feature-index.ts';
import { featureOf, hasService } from './features.ts';
import {
  describesAnswers,
  importsOnlyNamesOfData,
  isConnection,
  isInstanceOfPackage,
  isWiring,
  putsTogether,
  takesTypeAlone,
} from './free-imports.ts';
import { namesOfPackages, takesContracts } from './go-names.ts';
import { filesOfPages, hasServerPart, importsType, isServerModule, isServerOnly, serviceFolders } from './server-only.ts';

interface Data {
  readonly from: string;
  readonly fromLayer: string;
  readonly to: string;
  readonly toLayer: string;
}

const Options = z
  .strictObject({
    skipLayer: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Report a controller that imports a repository although the feature has a service'),
    allow: z
      .array(z.tuple([z.string(), z.string()]))
      .default([])
      .describe('Pairs of layers that may import each other: [from, to]'),
    features: z
      .strictObject({
        root: z
          .array(z.string())
          .default([])
          .describe(
            'Names of the folders that hold features, in place of `src`, `app`, `apps`, `internal`, `modules` and `features`',
          ),
        shared: z.array(z.string()).default([]).describe('Names of folders there that are no features and that all may import'),
      })
      .prefault({})
      .describe('Where the features lie'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'structure/layer-import-violation',
  section: 1,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  fixLanguages: ['typescript', 'javascript', 'python'],
  options: Options,
  strict: { skipLayer: 'warning' },
  messages: {
    upward: ({ from, fromLayer, to, toLayer }) =>
      `The ${fromLayer} \`${from}\` imports the ${toLayer} \`${to}\`, against the direction of the layers`,
    skip: ({ from, to }) => `The controller \`${from}\` imports the repository \`${to}\` past its service`,
    crossFeature: ({ from, to, toLayer }) => `\`${from}\` reaches into another feature for its ${toLayer} \`${to}\``,
    clientImportsServer: ({ from, to }) => `\`${from}\` runs in the browser and imports \`${to}\`, which runs on the server only`,
  },
  reads: namesOfPackages,
  *check({ workspace, options }) {
    const files = applicationFiles(workspace);
    yield* serverModules(workspace, files.values());
    const seen = new Set<string>();
    for (const edge of workspace.edges) {
      if (
        edge.isReexport ||
        edge.isTypeOnly ||
        edge.isDeferred ||
        !files.has(edge.from) ||
        !files.has(edge.to) ||
        isWiring(edge.from)
      )
        continue;
      const detection = judge(workspace, edge, options);
      if (!detection || putsTogether(files.get(edge.from))) continue;
      const key = `${edge.from} ${edge.index}`;
      if (seen.has(key)) continue;
      seen.add(key);
      // One import from a file stands for all names that are taken from it.
      const way = `${edge.from} ${detection.messageId} ${edge.to}`;
      if (seen.has(way)) continue;
      seen.add(way);
      const front = detection.messageId === 'crossFeature' ? throughIndex(workspace, edge.from, edge.index) : undefined;
      yield front ? { ...detection, offers: [offerFor(front)] } : detection;
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const front = messageId === 'crossFeature' && at.kind === 'import' ? throughIndex(workspace, path, at.index) : undefined;
    return front ? [{ ...offerFor(front), edits: [front.edit] }] : [];
  },
});

function offerFor({ index }: FeatureImport): FixOffer {
  return { id: 'import-from-index', kind: 'suggest', title: worded`Import it from ${index}` };
}

/** Layers that a layer must not import. */
const UPWARD: Readonly<Partial<Record<Layer, readonly Layer[]>>> = {
  repository: ['service', 'controller', 'entrypoint'],
  model: ['service', 'controller', 'repository', 'entrypoint'],
  service: ['controller', 'entrypoint'],
  dto: ['controller', 'service', 'repository', 'entrypoint'],
};

function judge(workspace: Workspace, edge: ImportEdge, options: z.output<typeof Options>): Detection<Data> | undefined {
  const from = workspace.layerOf(edge.from);
  const to = workspace.layerOf(edge.to);
  if (
    workspace.runtimeOf(edge.from) === 'browser' &&
    isServerOnly(workspace, edge.to) &&
    !hasServerPart(workspace, edge.from) &&
    !importsType(workspace, edge) &&
    filesOfPages(workspace).has(edge.from)
  ) {
    return detection('clientImportsServer', edge, from?.layer ?? 'browser', to?.layer ?? 'server', 'error');
  }
  if (!isCertain(from) || !isCertain(to) || from.layer === to.layer || !speaksForPackage(workspace, edge.to, to.layer))
    return undefined;
  if (workspace.unitOf(edge.from) !== workspace.unitOf(edge.to)) return undefined;
  if (options.allow.some(([a, b]) => a === from.layer && b === to.layer)) return undefined;
  // Django hangs the manager into its model.
  if (from.layer === 'model' && (/(^|\/)(managers|querysets)(\.py|\/)/.test(edge.to) || importsManager(workspace, edge)))
    return undefined;
  // A repository of Git, or of packages, is no place for rows.
  if (from.layer === 'model' && to.layer === 'repository' && !asksDatabase(workspace, edge.to)) return undefined;
  // Helpers that build queries for everyone stand below the models, whatever they are called.
  if (from.layer === 'model' && to.layer === 'repository' && (HELPERS.test(edge.to) || READ_MODEL.test(fileName(edge.from))))
    return undefined;
  // A file called `handler` handles anything: payments, events. In Go it may be a package of helpers.
  if (to.layer === 'controller' && to.score <= 70 && /\/services?\/|\.go$|handlers?\.\w+$/.test(edge.to)) return undefined;
  if (
    UPWARD[from.layer]?.includes(to.layer) &&
    !importsOnlyNamesOfData(workspace, edge) &&
    !isInstanceOfPackage(workspace, edge) &&
    !takesContracts(workspace, edge, to.layer === 'controller') &&
    !isConnection(workspace, edge)
  )
    return detection('upward', edge, from.layer, to.layer);
  if (isCross(workspace, edge, to.layer, options)) return detection('crossFeature', edge, from.layer, to.layer, 'info');
  const isSkip =
    from.layer === 'controller' &&
    to.layer === 'repository' &&
    options.skipLayer !== 'off' &&
    // A package of Go is imported whole, and may serve and store at once.
    !edge.from.endsWith('.go') &&
    serviceFolders(workspace).has(edge.from.slice(0, edge.from.lastIndexOf('/') + 1)) &&
    // Who has both puts the one into the other.
    !usersOfServices(workspace).has(edge.from) &&
    !importsOnlyNamesOfData(workspace, edge);
  return isSkip && options.skipLayer !== 'off' ? detection('skip', edge, from.layer, to.layer, options.skipLayer) : undefined;
}

/** `from common.trees import TreeManager`. */
function importsManager({ files }: Workspace, edge: ImportEdge): boolean {
  const facts = files.get(edge.from)?.facts;
  if (facts?.kind !== 'code' || facts.language !== 'python') return false;
  return /(?:Manager|Query[Ss]et)$/.test(facts.imports[edge.index]?.imported ?? '');
}

function asksDatabase({ files }: Workspace, path: Path): boolean {
  return [...(files.get(path)?.effects.values() ?? [])].some((it) => it.reads || it.writes);
}

const HELPERS = /(^|\/)(utils?|helpers?)\/[^/]+$/;
/** What CQRS calls a read model asks the database; it describes no table. */
const READ_MODEL = /read[-_]?models?\b/i;

const usersOfServices = perVisibleState(
  (workspace) =>
    new Set(workspace.edges.filter((it) => !it.isTypeOnly && workspace.layerOf(it.to)?.layer === 'service').map((it) => it.from)),
);

function detection(
  messageId: string,
  edge: ImportEdge,
  fromLayer: string,
  toLayer: string,
  severity?: 'error' | 'warning' | 'info',
): Detection<Data> {
  return {
    messageId,
    data: { from: fileName(edge.from), fromLayer, to: fileName(edge.to), toLayer },
    path: edge.from,
    at: { kind: 'import', index: edge.index },
    ...(severity && { severity }),
    related: [{ path: edge.to, at: { kind: 'file' }, message: `this is the ${toLayer}` }],
  };
}

/** Storage of another feature; entities that know each other by a relation are what an object mapper asks for. */
function isCross(workspace: Workspace, edge: ImportEdge, toLayer: Layer, options: z.output<typeof Options>): boolean {
  if (toLayer !== 'repository' && toLayer !== 'model') return false;
  if (toLayer === 'model' && (describesAnswers(workspace, edge.to) || takesTypeAlone(workspace, edge))) return false;
  const from = workspace.layerOf(edge.from)?.layer;
  const isScript = /\.[cm]?[jt]sx?$/.test(edge.from);
  if (isScript && (from === 'model' || from === 'dto')) return false;
  const own = featureOf(workspace, edge.from, options.features);
  const other = featureOf(workspace, edge.to, options.features);
  if (own === undefined || other === undefined || own === other || importsOnlyNamesOfData(workspace, edge)) return false;
  // A feature that is no more than models and handlers has nothing else to offer: its models are what others may know.
  return toLayer === 'repository' || hasService(workspace, other);
}

/** Imports of packages for servers in files that say that they run in the browser. */
function* serverModules(workspace: Workspace, files: Iterable<LiftedCode>): Generator<Detection<Data>> {
  for (const { path, facts } of files) {
    if (!facts.prologue.includes('use client') || workspace.runtimeOf(path) !== 'browser') continue;
    for (const [index, it] of facts.imports.entries()) {
      if (it.isTypeOnly || it.isDeferred || !isServerModule(it.module, it.imported)) continue;
      yield {
        messageId: 'clientImportsServer',
        data: { from: fileName(path), fromLayer: 'browser', to: it.module, toLayer: 'server' },
        path,
        at: { kind: 'import', index },
        severity: 'error',
      };
    }
  }
}

/** A Go import takes a whole package, so that all of its files with a layer must agree. */
function speaksForPackage(workspace: Workspace, path: Path, layer: Layer): boolean {
  if (!path.endsWith('.go')) return true;
  const siblings = workspace.linker.folder.goPackages.get(folderOf(path)) ?? [];
  const layers = siblings.flatMap((it) => workspace.layerOf(it)?.layer ?? []);
  return (
    layers.every((it) => it === layer) && layers.length * 2 > siblings.filter((it) => workspace.roleOf(it) !== 'test').length
  );
}

/** Folder names alone are not enough to accuse an import. */
function isCertain(layering: Layering | undefined): layering is Layering {
  return layering !== undefined && layering.score >= 70;
}
