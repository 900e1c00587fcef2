import type { Anchor, MapLayout } from './layout.ts';
import type { StructureMap } from './structure-map.ts';

/** The imports between two places of a drawing. */
export interface MapLine {
  readonly key: string;
  readonly from: Anchor;
  readonly to: Anchor;
  /** Pairs of files, by their places in the map. */
  readonly imports: readonly { readonly from: number; readonly to: number }[];
  /** Places in the map's list of forbidden imports; empty where nothing is wrong. */
  readonly forbidden: readonly number[];
}

/** The lines of a drawing: imports inside a cluster have none, those between the same two places are one. Forbidden ones come last, to lie on top. */
export function linesOf(map: StructureMap, layout: MapLayout): readonly MapLine[] {
  const byKey = new Map<string, { from: Anchor; to: Anchor; imports: { from: number; to: number }[]; forbidden: number[] }>();
  const lineBetween = (from: number, to: number) => {
    const [a, b] = [layout.anchors[from], layout.anchors[to]];
    if (!a || !b || a.key === b.key) return undefined;
    const key = `${a.key} > ${b.key}`;
    const line = byKey.get(key) ?? { from: a, to: b, imports: [], forbidden: [] };
    byKey.set(key, line);
    return line;
  };
  for (const { from, to } of map.edges) lineBetween(from, to)?.imports.push({ from, to });
  for (const [index, { from, to }] of map.forbidden.entries()) if (to !== undefined) lineBetween(from, to)?.forbidden.push(index);
  return [...byKey]
    .map(([key, line]) => ({ key, ...line }))
    .sort((a, b) => Number(a.forbidden.length > 0) - Number(b.forbidden.length > 0));
}

/** The curve of a line as the data of an SVG path, from rim to rim; it leaves downwards or upwards, as the layers lie. */
export function curveOf({ from, to }: Pick<MapLine, 'from' | 'to'>): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const isLevel = Math.abs(dy) < 24;
  const bend = isLevel ? Math.min(60, 18 + Math.abs(dx) / 6) : Math.abs(dy) / 2;
  const sign = dy >= 0 || isLevel ? 1 : -1;
  const start = isLevel ? rim(from, dx, 18) : rim(from, 0, sign);
  const end = isLevel ? rim(to, -dx, 18) : rim(to, 0, -sign);
  const first = { x: start.x + (isLevel ? dx / 4 : 0), y: start.y + sign * bend };
  const second = { x: end.x - (isLevel ? dx / 4 : 0), y: end.y + (isLevel ? bend : -sign * bend) };
  return `M${point(start)} C${point(first)} ${point(second)} ${point(end)}`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function rim({ x, y, r }: Anchor, dx: number, dy: number): Point {
  const length = Math.hypot(dx, dy) || 1;
  return { x: x + (dx / length) * (r + 1), y: y + (dy / length) * (r + 1) };
}

function point({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

/** A tenth of a pixel is enough for every screen, and keeps drawings small. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
