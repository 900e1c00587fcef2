import { columnsOf } from '#map/columns.ts';
import type { Folding, MapLayout } from '#map/layout.ts';
import { layOut } from '#map/layout.ts';
import type { StructureMap } from '#map/structure-map.ts';

/** The files whose path or feature holds the words, in their order; none for no words. */
export function matchesOf(map: StructureMap, query: string): readonly number[] {
  const words = query.trim().toLowerCase();
  if (words === '') return [];
  return map.files.flatMap(({ path, feature }, index) =>
    path.toLowerCase().includes(words) || map.features[feature]?.name.toLowerCase().includes(words) === true ? [index] : [],
  );
}

/** The folding in which a file is shown by its name, which unfolds its unit and its cell where they hide it. Always a new one. */
export function unfoldedFor(map: StructureMap, layout: MapLayout, folding: Folding, file: number): Folding {
  const { feature } = map.files[file] ?? { feature: -1 };
  const column = columnsOf(map, folding.units).find((it) => it.features.includes(feature));
  const units = new Set(folding.units);
  if (column?.isFolded === true) units.add(map.units[column.unit]?.folder ?? '');
  const cells = new Set(folding.cells);
  const unfolded = column?.isFolded === true ? layOut(map, { units, cells }) : layout;
  const cell = unfolded.cells.find((it) => it.dots.some((dot) => dot.file === file));
  if (cell && !cell.isOpen && !cells.delete(cell.key)) cells.add(cell.key);
  return { units, cells };
}
