import { type ZoomTransform, zoomTransform } from 'd3-zoom';
import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { GUTTER_WIDTH, type MapLayout } from '#map/layout.ts';
import type { MapLine } from '#map/lines.ts';
import type { StructureMap } from '#map/structure-map.ts';
import { Line, StillDrawing, UNSEEN } from './drawing.tsx';
import { ColumnHeadings, RowHeadings } from './headings.tsx';
import { type Direction, type MapItem, neighbour } from './items.ts';
import { growthAt, isFar, useZoom, type ZoomControl } from './use-zoom.ts';

export interface CanvasProps {
  readonly map: StructureMap;
  readonly layout: MapLayout;
  readonly lines: readonly MapLine[];
  readonly items: readonly MapItem[];
  /** The item that the person is at; the one that a key moves from. */
  readonly current: MapItem | undefined;
  readonly matches: ReadonlySet<string>;
  /** Lets the page reach the zoom. */
  readonly control: RefObject<ZoomControl | undefined>;
  readonly onCurrent: (item: MapItem | undefined) => void;
  readonly onAct: (item: MapItem) => void;
}

/** The drawing with its keys: arrows move between items, Enter opens or unfolds, + and - scale, 0 shows all, Escape lets go. */
export function Canvas(props: CanvasProps): JSX.Element {
  const { map, layout, lines, items, current, matches, onCurrent, onAct } = props;
  const svg = useRef<SVGSVGElement>(null);
  const world = useRef<SVGGElement>(null);
  const top = useRef<SVGGElement>(null);
  const left = useRef<SVGGElement>(null);
  const [hovered, setHovered] = useState<string | undefined>(undefined);
  const headerHeight = useRef(layout.headerHeight);
  headerHeight.current = layout.headerHeight;
  const apply = useCallback(({ x, y, k }: ZoomTransform) => {
    const grow = growthAt(k);
    svg.current?.style.setProperty('--grow', `${grow}`);
    world.current?.classList.toggle('far', isFar(k));
    world.current?.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
    top.current?.setAttribute('transform', `translate(0,${Math.max(0, -y / k + headerHeight.current * (grow - 1))})`);
    left.current?.setAttribute('transform', `translate(${Math.max(0, -x / k + GUTTER_WIDTH * (grow - 1))},0)`);
  }, []);
  const zoom = useZoom(svg, layout, apply);
  props.control.current = zoom;
  useLayoutEffect(() => {
    if (svg.current) apply(zoomTransform(svg.current));
  }, [apply, layout]);
  const byId = useMemo(() => new Map(items.map((it) => [it.id, it])), [items]);
  const hot = (hovered === undefined ? undefined : byId.get(hovered)) ?? current;
  const hotLines = useMemo(() => linesAt(lines, hot), [lines, hot]);
  useMarks(svg, { items, current, hot, hotLines, matches });

  const itemAt = (event: Event): MapItem | undefined => {
    const element = event.target instanceof Element ? event.target.closest('[data-item]') : undefined;
    return byId.get(element?.getAttribute('data-item') ?? '');
  };
  const goTo = (item: MapItem | undefined): void => {
    if (!item) return;
    onCurrent(item);
    zoom.showPlace(item.x, item.y);
    focusItem(svg.current, item.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key)) event.preventDefault();
  };
  const act = (key: string): boolean => {
    const from = current ?? items[0];
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'ArrowUp':
      case 'ArrowDown':
        goTo(current === undefined ? from : from && neighbour(items, from, key satisfies Direction));
        return true;
      case 'Home':
        goTo(items[0]);
        return true;
      case 'End':
        goTo(items.at(-1));
        return true;
      case 'Enter':
      case ' ':
        if (current) onAct(current);
        return true;
      case '+':
      case '=':
        zoom.by(ZOOM_STEP);
        return true;
      case '-':
        zoom.by(1 / ZOOM_STEP);
        return true;
      case '0':
        zoom.fit();
        return true;
      case 'Escape':
        onCurrent(undefined);
        svg.current?.focus();
        return true;
      default:
        return false;
    }
  };
  return (
    <svg
      ref={svg}
      class={hot !== undefined && hot.anchor !== '' ? 'canvas has-hot' : 'canvas'}
      {...GROUP}
      tabIndex={current === undefined ? 0 : -1}
      aria-label={`Map of ${map.name}. Arrow keys move between files, Enter opens.`}
      onKeyDown={onKeyDown}
      onPointerOver={(event) => setHovered(itemAt(event)?.id)}
      onPointerLeave={() => setHovered(undefined)}
      onFocusIn={(event) => {
        const item = itemAt(event);
        if (item && item.id !== current?.id) onCurrent(item);
      }}
      onClick={(event) => {
        const item = itemAt(event);
        onCurrent(item);
        if (!item) return;
        focusItem(svg.current, item.id);
        onAct(item);
      }}
    >
      <defs>
        <Tip id="tip" kind="tip" />
        <Tip id="wrong-tip" kind="wrong-tip" />
      </defs>
      <g ref={world}>
        <StillDrawing map={map} layout={layout} lines={lines} items={items} />
        <g class="hot-lines" {...UNSEEN}>
          {hotLines.map((it) => (
            <Line key={it.key} map={map} line={it} />
          ))}
        </g>
        <g ref={left} {...UNSEEN}>
          <RowHeadings layout={layout} />
        </g>
        <g ref={top}>
          <ColumnHeadings layout={layout} items={items} />
        </g>
      </g>
    </svg>
  );
}

export const ZOOM_STEP = 1.3;

/** An element of a drawing has no native form of a group. */
const GROUP = { role: 'group' } as const;

function Tip({ id, kind }: { readonly id: string; readonly kind: string }): JSX.Element {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX={7}
      refY={4}
      markerWidth={7}
      markerHeight={7}
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path class={kind} d="M0,0.8 L8,4 L0,7.2 z" />
    </marker>
  );
}

function linesAt(lines: readonly MapLine[], item: MapItem | undefined): readonly MapLine[] {
  if (item === undefined || item.anchor === '') return [];
  return lines.filter((it) => it.from.key === item.anchor || it.to.key === item.anchor);
}

interface Marks {
  readonly items: readonly MapItem[];
  readonly current: MapItem | undefined;
  readonly hot: MapItem | undefined;
  readonly hotLines: readonly MapLine[];
  readonly matches: ReadonlySet<string>;
}

/** Marks items in the document itself: thousands of them are not rendered anew for a pointer that moves. */
function useMarks(svg: RefObject<SVGSVGElement | null>, { items, current, hot, hotLines, matches }: Marks): void {
  useEffect(() => {
    const near = new Set(hotLines.flatMap((it) => [it.from.key, it.to.key]));
    if (hot) near.add(hot.anchor);
    const known = new Map(items.map((it) => [it.id, it]));
    for (const element of svg.current?.querySelectorAll('[data-item]') ?? []) {
      const item = known.get(element.getAttribute('data-item') ?? '');
      element.classList.toggle('near', item !== undefined && item.anchor !== '' && near.has(item.anchor));
      element.classList.toggle('current', item !== undefined && item.id === current?.id);
      element.classList.toggle('match', item !== undefined && matches.has(item.id));
      element.setAttribute('tabindex', item !== undefined && item.id === current?.id ? '0' : '-1');
    }
  }, [svg, items, current, hot, hotLines, matches]);
}

/** The zoom moves what must be seen, so that the browser has nothing to scroll. */
export function focusItem(svg: Element | null, id: string): void {
  for (const it of svg?.querySelectorAll('[data-item]') ?? [])
    if (it.getAttribute('data-item') === id && it instanceof SVGElement) it.focus({ preventScroll: true });
}
