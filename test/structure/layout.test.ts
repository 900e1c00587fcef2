import { describe, expect, it } from 'vitest';
import { layOut, NOTHING_FOLDED, textWidth } from '#map/layout.ts';
import { linesOf } from '#map/lines.ts';
import { largeMap, SHOP } from './shop.ts';

describe('the layout of a small map', () => {
  const layout = layOut(SHOP);

  it('has features as columns, layers as rows from the outside in, and every file by its name', () => {
    expect(layout.columns.map((it) => it.label)).toEqual(['carts', 'orders', 'shared', 'orders']);
    expect(layout.rows.map((it) => it.layer)).toEqual(['entrypoint', 'component', 'controller', 'service', 'repository']);
    expect(layout.cells.flatMap((it) => it.dots.map((dot) => dot.label))).toContain('order.repository.ts');
    expect(layout.cells.every((it) => it.isOpen)).toBe(true);
  });

  it('keeps each file inside its column and row, and no two dots over each other', () => {
    for (const cell of layout.cells) {
      const column = layout.columns[cell.column];
      const row = layout.rows.find((it) => it.layer === cell.layer);
      if (!column || !row) throw new Error('the cell has no place');
      for (const { x, y, r } of cell.dots) {
        expect(x - r).toBeGreaterThanOrEqual(column.x);
        expect(x + r).toBeLessThanOrEqual(column.x + column.width);
        expect(y - r).toBeGreaterThanOrEqual(row.y);
        expect(y + r).toBeLessThanOrEqual(row.y + row.height);
      }
    }
  });

  it('makes the dot of a longer file larger', () => {
    const radius = (name: string) => layout.cells.flatMap((it) => it.dots).find((it) => it.label === name)?.r ?? 0;
    expect(radius('order.repository.ts')).toBeGreaterThan(radius('main.ts'));
  });

  it('draws one line a pair, the forbidden one last', () => {
    const lines = linesOf(SHOP, layout);
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toMatchObject({ forbidden: [0], imports: [{ from: 2, to: 3 }] });
    expect(lines.slice(0, -1).every((it) => it.forbidden.length === 0)).toBe(true);
  });
});

describe('the layout of 2,000 files', () => {
  const map = largeMap(96, 7);
  const layout = layOut(map);

  it('puts small features and the files of each cell together, so that it can be read', () => {
    expect(map.files.length).toBeGreaterThan(2_000);
    expect(layout.columns).toHaveLength(24);
    expect(layout.columns.at(-1)).toMatchObject({ label: '73 more', isFolded: true });
    expect(layout.cells).toHaveLength(72);
    expect(layout.cells.every((it) => !it.isOpen)).toBe(true);
    expect(layout.cells.find((it) => !layout.columns[it.column]?.isFolded)?.label).toBe('7');
    expect(layOut(largeMap(6, 14)).cells[0]?.label).toBe('14 files');
  });

  it('has room for every name of a feature, which leans where columns are narrow', () => {
    expect([layout.isLeaning, layOut(SHOP).isLeaning]).toEqual([true, false]);
    const ends = layout.columns.map(({ x, width, label }) => x + width / 2 + textWidth(label) * Math.SQRT1_2);
    expect(Math.max(...ends)).toBeLessThanOrEqual(layout.width);
    expect(layout.width).toBeLessThan(1_700);
  });

  it('unfolds a cell into names, and a service into all of its features', () => {
    const key = layout.cells[0]?.key ?? '';
    const unfolded = layOut(map, { ...NOTHING_FOLDED, cells: new Set([key]) });
    expect(unfolded.cells.find((it) => it.key === key)?.dots.map((it) => it.label)).toContain('controller-0.ts');
    expect(unfolded.cells.filter((it) => it.isOpen)).toHaveLength(1);
    expect(layOut(map, { ...NOTHING_FOLDED, units: new Set(['u0']) }).columns).toHaveLength(96);
  });

  it('joins the imports between two clusters into one line', () => {
    const lines = linesOf(map, layout);
    expect(lines.length).toBeLessThanOrEqual(48);
    expect(lines[0]?.imports.length).toBeGreaterThan(1);
  });

  it('packs the dots of a cluster beside each other', () => {
    const { dots = [], x, y, r } = layout.cells[0] ?? { x: 0, y: 0, r: 0 };
    for (const [index, a] of dots.entries()) {
      expect(Math.hypot(a.x - x, a.y - y) + a.r).toBeLessThanOrEqual(r);
      for (const b of dots.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.r + b.r - 0.01);
    }
  });

  it('shares the columns of a screen among the services', () => {
    const shared = layOut(largeMap(96, 2, 8));
    expect(shared.columns).toHaveLength(24);
    expect(new Set(shared.columns.map((it) => it.unit)).size).toBe(8);
  });
});

it('lays out nothing where there is nothing', () => {
  const empty = layOut({ ...SHOP, units: [], features: [], files: [], edges: [], forbidden: [], routes: [] });
  expect([empty.columns, empty.rows, empty.cells]).toEqual([[], [], []]);
});
