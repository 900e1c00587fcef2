import * as z from 'zod';

// What a map of the architecture is made of. It travels from the analysis to the editor and into the page, so both ends parse it.

/** The rows of a map, from what takes requests to what everything may use; `other` holds files without a layer. */
export const MapLayer = z.enum([
  'entrypoint',
  'component',
  'client',
  'middleware',
  'controller',
  'job',
  'service',
  'repository',
  'model',
  'dto',
  'config',
  'other',
]);
export type MapLayer = z.infer<typeof MapLayer>;
export const MAP_LAYERS: readonly MapLayer[] = MapLayer.options;

const Index = z.int().min(0);

/** One deployable or publishable package; it holds `features` in the order of their names, what they share last. */
const MapUnit = z.strictObject({
  /** '' for the root. */
  folder: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'frontend', 'fullstack', 'worker', 'library', 'tool']),
});
export type MapUnit = Readonly<z.infer<typeof MapUnit>>;

const MapFeature = z.strictObject({
  unit: Index,
  name: z.string(),
  /** True for the files that belong to no feature. */
  isShared: z.boolean(),
});
export type MapFeature = Readonly<z.infer<typeof MapFeature>>;

const MapFile = z.strictObject({
  path: z.string(),
  feature: Index,
  layer: MapLayer,
  lines: z.int().min(0),
  /** Numbers of open findings. */
  errors: z.int().min(0),
  warnings: z.int().min(0),
  infos: z.int().min(0),
});
export type MapFile = Readonly<z.infer<typeof MapFile>>;

/** One file imports another; several imports between the same two are one edge. */
const MapEdge = z.strictObject({ from: Index, to: Index });
export type MapEdge = Readonly<z.infer<typeof MapEdge>>;

/** An import that a rule objects to. */
const ForbiddenImport = z.strictObject({
  from: Index,
  /** Undefined where it leads out of the map, such as to a package. */
  to: Index.optional(),
  rule: z.string(),
  severity: z.enum(['hint', 'info', 'warning', 'error']),
  message: z.string(),
  /** 1-based. */
  line: z.int().min(1),
});
export type ForbiddenImport = Readonly<z.infer<typeof ForbiddenImport>>;

const MapRoute = z.strictObject({
  feature: Index,
  /** In capitals; ANY for all. */
  method: z.string(),
  /** Begins with `…` where the first part is not known. */
  path: z.string(),
  /** The name of the function that answers; '' for one without a name. */
  handler: z.string(),
  file: z.string(),
  /** 1-based. */
  line: z.int().min(1),
});
export type MapRoute = Readonly<z.infer<typeof MapRoute>>;

/** Numbers refer to the places in the lists: a feature names its unit, a file its feature, an edge its files. */
export const StructureMap = z.strictObject({
  name: z.string(),
  units: z.array(MapUnit).readonly(),
  features: z.array(MapFeature).readonly(),
  files: z.array(MapFile).readonly(),
  edges: z.array(MapEdge).readonly(),
  forbidden: z.array(ForbiddenImport).readonly(),
  routes: z.array(MapRoute).readonly(),
});
export type StructureMap = Readonly<z.infer<typeof StructureMap>>;

/** The map of these units alone, in the order of the whole; edges to other units go. */
export function mapOfUnits(map: StructureMap, isWanted: (unit: MapUnit) => boolean): StructureMap {
  const units = keep(map.units, isWanted);
  const features = keep(map.features, (it) => units.has(it.unit));
  const files = keep(map.files, (it) => features.has(it.feature));
  const at = (places: ReadonlyMap<number, number>, index: number): number => places.get(index) ?? 0;
  return {
    name: map.name,
    units: map.units.filter((_it, index) => units.has(index)),
    features: map.features.filter((_it, index) => features.has(index)).map((it) => ({ ...it, unit: at(units, it.unit) })),
    files: map.files.filter((_it, index) => files.has(index)).map((it) => ({ ...it, feature: at(features, it.feature) })),
    edges: map.edges.flatMap(({ from, to }) =>
      files.has(from) && files.has(to) ? [{ from: at(files, from), to: at(files, to) }] : [],
    ),
    forbidden: map.forbidden.flatMap(({ to, ...it }) => {
      if (!files.has(it.from)) return [];
      return [{ ...it, from: at(files, it.from), ...(to !== undefined && files.has(to) && { to: at(files, to) }) }];
    }),
    routes: map.routes.flatMap((it) => (features.has(it.feature) ? [{ ...it, feature: at(features, it.feature) }] : [])),
  };
}

/** The new places of what is kept, by its old ones. */
function keep<Item>(list: readonly Item[], isKept: (item: Item) => boolean): Map<number, number> {
  const places = new Map<number, number>();
  for (const [index, item] of list.entries()) if (isKept(item)) places.set(index, places.size);
  return places;
}
