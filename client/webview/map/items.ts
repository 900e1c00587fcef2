import type { MapLayout } from '#map/layout.ts';
import type { MapLine } from '#map/lines.ts';
import type { StructureMap } from '#map/structure-map.ts';
import { describeFile } from '#map/svg.ts';
import { counted, layerTitle } from '#map/words.ts';

/** Something on the map that can be reached by key and pointer. */
export type MapItem = {
  /** Unique, and the same for as long as the layout is. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** What a screen reader says. */
  readonly label: string;
  /** The key of its anchor, by which its lines are found; '' where it has none. */
  readonly anchor: string;
} & (
  | { readonly kind: 'file'; readonly file: number }
  /** A cluster, or what folds an unfolded one. */
  | { readonly kind: 'cell'; readonly cell: string; readonly isOpen: boolean }
  /** Several features of a unit that can be shown one by one, or what puts them together again. */
  | { readonly kind: 'unit'; readonly unit: string; readonly isOpen: boolean }
);

/** All items of a layout; `unfolded` are the cells and units that the person has unfolded. */
export function itemsOf(
  map: StructureMap,
  layout: MapLayout,
  lines: readonly MapLine[],
  unfolded: { readonly units: ReadonlySet<string>; readonly cells: ReadonlySet<string> },
): readonly MapItem[] {
  const counts = importCounts(map);
  const wrong = new Map<string, string[]>();
  for (const { from, forbidden } of lines)
    for (const index of forbidden) wrong.set(from.key, [...(wrong.get(from.key) ?? []), map.forbidden[index]?.message ?? '']);
  const items: MapItem[] = layout.columns.flatMap((it) =>
    it.isFolded
      ? [
          {
            kind: 'unit',
            id: `u${it.unit}`,
            x: it.x + it.width / 2,
            y: layout.headerHeight - 16,
            anchor: '',
            unit: map.units[it.unit]?.folder ?? '',
            isOpen: false,
            label: `${it.label}, show each of them`,
          } as const,
        ]
      : [],
  );
  for (const { unit, x, label } of layout.units) {
    const folder = map.units[unit]?.folder ?? '';
    if (unfolded.units.has(folder))
      items.push({
        kind: 'unit',
        id: `u${unit}`,
        x: x + 16,
        y: 18,
        anchor: '',
        unit: folder,
        isOpen: true,
        label: `${label}, put small features together`,
      });
  }
  for (const cell of layout.cells) {
    const where = `${layerTitle(cell.layer)} of ${layout.columns[cell.column]?.label ?? ''}`;
    if (!cell.isOpen)
      items.push({
        kind: 'cell',
        id: `c${cell.key}`,
        x: cell.x,
        y: cell.y,
        anchor: cell.key,
        cell: cell.key,
        isOpen: false,
        label: [`${where}: ${counted(cell.dots.length, 'file')}, unfold`, ...(wrong.get(cell.key) ?? [])].join('. '),
      });
    else if (unfolded.cells.has(cell.key)) {
      const [first] = cell.dots;
      items.push({
        kind: 'cell',
        id: `c${cell.key}`,
        x: (first?.x ?? cell.x) - 2,
        y: (first?.y ?? cell.y) - 22,
        anchor: '',
        cell: cell.key,
        isOpen: true,
        label: `${where}: fold`,
      });
    }
    if (!cell.isOpen) continue;
    for (const dot of cell.dots) {
      const file = map.files[dot.file];
      if (!file) continue;
      const anchor = `file ${dot.file}`;
      const [out = 0, into = 0] = [counts.out.get(dot.file), counts.into.get(dot.file)];
      const words = [describeFile(file), where, `imports ${out}, imported by ${into}`];
      items.push({
        kind: 'file',
        id: `f${dot.file}`,
        x: dot.x,
        y: dot.y,
        anchor,
        file: dot.file,
        label: [words.join(', '), ...(wrong.get(anchor) ?? [])].join('. '),
      });
    }
  }
  return items;
}

export interface ImportCounts {
  readonly out: ReadonlyMap<number, number>;
  readonly into: ReadonlyMap<number, number>;
}

/** How many files each file imports, and how many import it. */
export function importCounts(map: StructureMap): ImportCounts {
  const out = new Map<number, number>();
  const into = new Map<number, number>();
  for (const { from, to } of map.edges) {
    out.set(from, (out.get(from) ?? 0) + 1);
    into.set(to, (into.get(to) ?? 0) + 1);
  }
  return { out, into };
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The nearest item in a direction; what lies aside counts double, so that rows and columns are followed. Undefined at the edge. */
export function neighbour(items: readonly MapItem[], from: MapItem, direction: Direction): MapItem | undefined {
  const isLevel = direction === 'ArrowLeft' || direction === 'ArrowRight';
  const sign = direction === 'ArrowRight' || direction === 'ArrowDown' ? 1 : -1;
  let best: MapItem | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const it of items) {
    const [dx, dy] = [it.x - from.x, it.y - from.y];
    const along = (isLevel ? dx : dy) * sign;
    const aside = Math.abs(isLevel ? dy : dx);
    if (along <= 1) continue;
    const cost = along + 2 * aside;
    if (cost < bestCost) [best, bestCost] = [it, cost];
  }
  return best;
}
