import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type MapLayout, type PlacedCell, textWidth } from '#map/layout.ts';
import { curveOf, type MapLine } from '#map/lines.ts';
import type { StructureMap } from '#map/structure-map.ts';
import { GROUP_OF } from '#map/words.ts';
import type { MapItem } from './items.ts';

/** What a screen reader need not hear, because the items say it. */
export const UNSEEN = { 'aria-hidden': true } as const;
/** An element of a drawing has no native form of a button. */
const BUTTON = { role: 'button', tabIndex: -1 } as const;
export const FOLDED = { ...BUTTON, 'aria-expanded': false } as const;
const UNFOLDED = { ...BUTTON, 'aria-expanded': true } as const;

/** Everything that stays while the pointer moves: bands, dots, clusters, names, and the lines that a rule objects to. */
export function StillDrawing({
  map,
  layout,
  lines,
  items,
}: {
  readonly map: StructureMap;
  readonly layout: MapLayout;
  readonly lines: readonly MapLine[];
  readonly items: readonly MapItem[];
}): JSX.Element {
  // The same element again is not compared again.
  return useMemo(() => {
    const labels = new Map(items.map((it) => [it.id, it.label]));
    return (
      <g>
        <Backdrop layout={layout} />
        <g class="wrong-lines" {...UNSEEN}>
          {lines
            .filter((it) => it.forbidden.length > 0)
            .map((it) => (
              <Line key={it.key} map={map} line={it} />
            ))}
        </g>
        {layout.cells.map((it) => (
          <Cell key={it.key} map={map} cell={it} labels={labels} />
        ))}
        {items.map((it) => (it.kind === 'cell' && it.isOpen ? <Fold key={it.id} item={it} /> : null))}
      </g>
    );
  }, [map, layout, lines, items]);
}

/** A line with its tip; red where a rule objects to it. */
export function Line({ map, line }: { readonly map: StructureMap; readonly line: MapLine }): JSX.Element {
  const isWrong = line.forbidden.length > 0;
  const isMild = isWrong && line.forbidden.every((index) => /^(info|hint)$/.test(map.forbidden[index]?.severity ?? ''));
  const kind = isWrong ? (isMild ? 'line wrong mild' : 'line wrong') : 'line';
  return <path class={kind} d={curveOf(line)} marker-end={isWrong ? 'url(#wrong-tip)' : 'url(#tip)'} />;
}

function Backdrop({ layout }: { readonly layout: MapLayout }): JSX.Element {
  return (
    <g {...UNSEEN}>
      {layout.rows.map(({ layer, y, height }, index) =>
        index % 2 === 0 ? <rect key={layer} class="band" x={-4000} y={y} width={layout.width + 8000} height={height} /> : null,
      )}
      {layout.columns.map(({ key, x }) => (
        <line key={key} class="rule" x1={x} x2={x} y1={layout.headerHeight} y2={layout.height} />
      ))}
    </g>
  );
}

function Cell({
  map,
  cell,
  labels,
}: {
  readonly map: StructureMap;
  readonly cell: PlacedCell;
  readonly labels: ReadonlyMap<string, string>;
}): JSX.Element {
  const group = GROUP_OF[cell.layer];
  if (cell.isOpen)
    return (
      <g>
        {cell.dots.map(({ file, x, y, r, label }) => {
          const id = `f${file}`;
          return (
            <g key={id} class="item file" data-item={id} {...BUTTON} aria-label={labels.get(id)}>
              <rect class="hit" x={x - 12} y={y - 11} width={textWidth(label) + 32} height={22} rx={4} />
              <circle class={group} cx={x} cy={y} r={r} />
              {hasFindings(map, file) ? <circle class="ring" cx={x} cy={y} r={r + 2} /> : null}
              <text class="name" x={x + 15} y={y + 4}>
                {label}
              </text>
            </g>
          );
        })}
      </g>
    );
  const id = `c${cell.key}`;
  return (
    <g class="item" data-item={id} {...FOLDED} aria-label={labels.get(id)}>
      <circle class="cluster" cx={cell.x} cy={cell.y} r={cell.r} />
      {cell.dots.map(({ file, x, y, r }) => (
        <g key={file}>
          <circle class={group} cx={x} cy={y} r={r} />
          {hasFindings(map, file) ? <circle class="ring" cx={x} cy={y} r={r + 1} /> : null}
        </g>
      ))}
      <text class="quiet count" x={cell.x} y={cell.y + cell.r + 5} text-anchor="middle">
        {cell.label}
      </text>
    </g>
  );
}

/** What folds an unfolded cluster or service. */
export function Fold({ item }: { readonly item: MapItem }): JSX.Element {
  return (
    <g class="item fold" data-item={item.id} {...UNFOLDED} aria-label={item.label}>
      <rect class="hit" x={item.x - 8} y={item.y - 8} width={16} height={16} rx={4} />
      <path d={`M${item.x - 4},${item.y} h8`} />
    </g>
  );
}

function hasFindings(map: StructureMap, index: number): boolean {
  const file = map.files[index];
  return file !== undefined && file.errors + file.warnings > 0;
}
