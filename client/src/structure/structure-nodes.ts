import { MAP_LAYERS, type MapLayer, type StructureMap } from '#map/structure-map.ts';
import type { FolderStructure } from '#protocol/structure.ts';

type Indexed<List extends readonly unknown[]> = List[number] & { readonly index: number };

interface Place {
  /** The same for the same row from one state to the next. */
  readonly id: string;
  readonly parent: StructureNode | undefined;
  readonly structure: FolderStructure;
}

/** A row of the tree. */
export type StructureNode =
  | (Place & { readonly kind: 'unit'; readonly unit: Indexed<StructureMap['units']>; readonly isAmongFolders: boolean })
  | (Place & { readonly kind: 'feature'; readonly feature: Indexed<StructureMap['features']> })
  | (Place & { readonly kind: 'layer'; readonly layer: MapLayer; readonly feature: number })
  | (Place & { readonly kind: 'file'; readonly file: Indexed<StructureMap['files']> })
  | (Place & { readonly kind: 'forbidden'; readonly forbidden: StructureMap['forbidden'][number] })
  | (Place & { readonly kind: 'routes'; readonly feature: number })
  | (Place & { readonly kind: 'route'; readonly route: StructureMap['routes'][number] });

/** The services of all folders. */
export function rootNodes(structures: readonly FolderStructure[]): StructureNode[] {
  return structures.flatMap((structure) =>
    structure.map.units.map(
      (it, index): StructureNode => ({
        kind: 'unit',
        id: `${structure.folder} ${it.folder}`,
        parent: undefined,
        structure,
        unit: { ...it, index },
        isAmongFolders: structures.length > 1,
      }),
    ),
  );
}

export function childrenOf(parent: StructureNode): StructureNode[] {
  const { structure, id } = parent;
  const { map } = structure;
  switch (parent.kind) {
    case 'unit':
      return indexed(map.features)
        .filter((it) => it.unit === parent.unit.index)
        .map((feature) => ({
          kind: 'feature',
          id: `${id} / ${feature.isShared ? '' : feature.name}`,
          parent,
          structure,
          feature,
        }));
    case 'feature':
      return featureChildren(parent, parent.feature.index);
    case 'layer':
      return filesOf(map, parent.feature, parent.layer).map((file) => ({
        kind: 'file',
        id: `${structure.folder} file ${file.path}`,
        parent,
        structure,
        file,
      }));
    case 'file':
      return map.forbidden
        .filter((it) => it.from === parent.file.index)
        .map((forbidden, index) => ({ kind: 'forbidden', id: `${id} ${index}`, parent, structure, forbidden }));
    case 'routes':
      return map.routes
        .filter((it) => it.feature === parent.feature)
        .map((route, index) => ({ kind: 'route', id: `${id} ${index}`, parent, structure, route }));
    case 'forbidden':
    case 'route':
      return [];
  }
}

function featureChildren(parent: StructureNode, feature: number): StructureNode[] {
  const { structure, id } = parent;
  const { map } = structure;
  const layers = MAP_LAYERS.filter((layer) => filesOf(map, feature, layer).length > 0);
  const rows = layers.map(
    (layer): StructureNode => ({ kind: 'layer', id: `${id} / ${layer}`, parent, structure, layer, feature }),
  );
  const hasRoutes = map.routes.some((it) => it.feature === feature);
  return hasRoutes ? [{ kind: 'routes', id: `${id} routes`, parent, structure, feature }, ...rows] : rows;
}

/** The row of a file, with the rows above it; undefined where the map has no such file. */
export function nodeOfFile(structures: readonly FolderStructure[], folder: string, path: string): StructureNode | undefined {
  const structure = structures.find((it) => it.folder === folder);
  const file = structure?.map.files.find((it) => it.path === path);
  const unit = file && structure?.map.features[file.feature]?.unit;
  if (!structure || !file || unit === undefined) return undefined;
  let node = rootNodes(structures).find((it) => it.kind === 'unit' && it.structure === structure && it.unit.index === unit);
  const steps: ((it: StructureNode) => boolean)[] = [
    (it) => it.kind === 'feature' && it.feature.index === file.feature,
    (it) => it.kind === 'layer' && it.layer === file.layer,
    (it) => it.kind === 'file' && it.file.path === path,
  ];
  for (const isNext of steps) node = node && childrenOf(node).find(isNext);
  return node;
}

/** The files of a feature, or of one of its layers. */
export function filesOf(map: StructureMap, feature: number, layer?: MapLayer): Indexed<StructureMap['files']>[] {
  return indexed(map.files).filter((it) => it.feature === feature && (layer === undefined || it.layer === layer));
}

function indexed<Item extends object>(list: readonly Item[]): (Item & { readonly index: number })[] {
  return list.map((it, index) => ({ ...it, index }));
}
