import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { GUTTER_WIDTH, LEAN, type MapLayout, type PlacedColumn, textWidth } from '#map/layout.ts';
import { FOLDED, Fold } from './drawing.tsx';
import type { MapItem } from './items.ts';

// Headings stay at the rims of the window. They grow against the scale of a drawing that is seen from afar (`--grow`, see use-zoom.ts), each
// from the point where it stands, so that they can be read as long as there is room for them.

/** The names of services and features, which stay at the top. */
export function ColumnHeadings({
  layout,
  items,
}: {
  readonly layout: MapLayout;
  readonly items: readonly MapItem[];
}): JSX.Element {
  return useMemo(() => {
    const { headerHeight, isLeaning } = layout;
    const units = new Map(items.flatMap((it) => (it.kind === 'unit' ? [[it.id, it] as const] : [])));
    return (
      <g>
        <g style={grown(0, headerHeight, 'y')}>
          <rect class="page" x={-4000} y={-headerHeight - 400} width={layout.width + 8000} height={headerHeight + 400} />
        </g>
        {layout.units.map(({ unit, label, x, width }) => {
          const item = units.get(`u${unit}`);
          return (
            <g key={unit}>
              <g style={grown(isLeaning ? x : x + width / 2, headerHeight)}>
                <text
                  class="name unit"
                  x={isLeaning ? (item?.isOpen === true ? 32 : 8) : 0}
                  y={22 - headerHeight}
                  text-anchor={isLeaning ? 'start' : 'middle'}
                >
                  {label}
                </text>
              </g>
              <g style={grown(0, headerHeight, 'y')}>
                <line class="rule" stroke-width={2} x1={x + 4} x2={x + width - 4} y1={31 - headerHeight} y2={31 - headerHeight} />
              </g>
              {item?.isOpen === true ? (
                <g style={grown(item.x, headerHeight)}>
                  <Fold item={{ ...item, x: 0, y: item.y - headerHeight }} />
                </g>
              ) : null}
            </g>
          );
        })}
        {layout.columns.map((column) => {
          const { key, unit, isFolded } = column;
          const name = <ColumnName column={column} isLeaning={isLeaning} />;
          const style = grown(column.x + column.width / 2, headerHeight);
          if (!isFolded)
            return (
              <g key={key} style={style}>
                {name}
              </g>
            );
          const id = `u${unit}`;
          return (
            <g key={key} class="item" style={style} data-item={id} {...FOLDED} aria-label={units.get(id)?.label}>
              {name}
            </g>
          );
        })}
      </g>
    );
  }, [layout, items]);
}

/** Around the middle of its column at the foot of the heading. */
function ColumnName({ column, isLeaning }: { readonly column: PlacedColumn; readonly isLeaning: boolean }): JSX.Element {
  const { label, width, isFolded } = column;
  const kind = isFolded ? 'link' : 'name';
  if (isLeaning)
    return (
      <g transform={`translate(0,-12) rotate(${-LEAN})`}>
        {isFolded ? <rect class="hit" x={-6} y={-15} width={textWidth(label) + 12} height={20} rx={4} /> : null}
        <text class={kind}>{label}</text>
      </g>
    );
  return (
    <g>
      {isFolded ? <rect class="hit" x={4 - width / 2} y={-26} width={width - 8} height={22} rx={4} /> : null}
      <text class={kind} y={-12} text-anchor="middle">
        {label}
      </text>
    </g>
  );
}

/** The names of the layers, which stay at the left. */
export function RowHeadings({ layout }: { readonly layout: MapLayout }): JSX.Element {
  return useMemo(
    () => (
      <g>
        <g style={grown(GUTTER_WIDTH, 0, 'x')}>
          <rect
            class="page"
            x={-600 - GUTTER_WIDTH}
            y={layout.headerHeight - 30}
            width={GUTTER_WIDTH + 600}
            height={layout.height + 4000}
          />
        </g>
        {layout.rows.map(({ layer, label, y, height }) => (
          <g key={layer} style={grown(GUTTER_WIDTH, y + height / 2)}>
            <text class="quiet" x={-14} y={4} text-anchor="end">
              {label}
            </text>
          </g>
        ))}
      </g>
    ),
    [layout],
  );
}

/** Around a point that stands still, in one direction or in both. */
function grown(x: number, y: number, direction?: 'x' | 'y'): { readonly transform: string } {
  const grow = 'var(--grow, 1)';
  const scale = direction === 'x' ? `${grow}, 1` : direction === 'y' ? `1, ${grow}` : grow;
  return { transform: `translate(${x}px, ${y}px) scale(${scale})` };
}
