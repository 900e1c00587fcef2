import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { GUTTER_WIDTH, type MapLayout } from '#map/layout.ts';

/** Moving and scaling the drawing. */
export interface ZoomControl {
  readonly by: (factor: number) => void;
  /** Shows the whole drawing. */
  readonly fit: () => void;
  /** Moves as little as needed so that a place of the drawing, in its own pixels, is seen. */
  readonly showPlace: (x: number, y: number) => void;
  readonly centre: (x: number, y: number) => void;
}

const SMALLEST = 0.08;
const LARGEST = 4;
/** Names of files cannot be read below this; a drawing that is larger begins at its corner. */
const LEGIBLE = 0.65;
/** The same where files are clusters, whose headings and counts grow. */
const LEGIBLE_CLUSTERS = 0.4;
/** What names that lean over the last column need at the right, in pixels. */
const LEANING_ROOM = 32;
/** Headings are drawn no smaller than at this scale, that is with 10 pixels … */
const HEADING_SCALE = 10 / 12;
/** … as long as they grow no more than this: in the narrowest columns they would lie over each other. */
const MOST_GROWTH = 3;
/** Pixels from the rim at which a place counts as seen: the headings cover some of them, and names stand to the right of dots. */
const RIM = { left: 110, top: 80, right: 240, bottom: 40 };

/** By how much headings and counts are drawn larger than the rest, at a scale of the drawing. At least 1. */
export function growthAt(scale: number): number {
  return Math.min(MOST_GROWTH, Math.max(1, HEADING_SCALE / scale));
}

/** Tells whether names of files are too small to be read at a scale; only those that matter are drawn then, larger than the rest. */
export function isFar(scale: number): boolean {
  return scale < 0.55;
}

/**
 * Ties wheel, pinch and drag to a drawing. Wheel and drag move, the wheel with Ctrl or Cmd and a pinch scale. `apply` is called with each new transform
 * and writes it into the document, without a rendering.
 */
export function useZoom(
  svg: RefObject<SVGSVGElement | null>,
  layout: MapLayout,
  apply: (transform: ZoomTransform) => void,
): ZoomControl {
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | undefined>(undefined);
  const size = useRef(layout);
  size.current = layout;
  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent([SMALLEST, LARGEST])
      .filter((event: MouseEvent | WheelEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : !event.button))
      .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => apply(event.transform));
    behaviour.current = made;
    const selection = select(element).call(made).on('dblclick.zoom', null);
    const move = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const { k } = zoomTransform(element);
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      made.translateBy(selection, -dx / k, -dy / k);
    };
    element.addEventListener('wheel', move, { passive: false });
    begin(element, made, size.current);
    return () => {
      element.removeEventListener('wheel', move);
      selection.on('.zoom', null);
    };
  }, [svg, apply]);
  return useMemo(() => controlOf(svg, behaviour, size), [svg]);
}

function begin(element: SVGSVGElement, made: ZoomBehavior<SVGSVGElement, unknown>, layout: MapLayout): void {
  const whole = fitting(element, layout);
  const legible = layout.isLeaning ? LEGIBLE_CLUSTERS : LEGIBLE;
  const k = Math.max(LEGIBLE, Math.min(1, scaleFor(element.clientHeight, layout.height, layout.headerHeight)));
  const larger = (growthAt(k) - 1) * k;
  const corner = zoomIdentity.translate(GUTTER_WIDTH * larger, layout.headerHeight * larger).scale(k);
  made.transform(select(element), whole.k >= legible ? whole : corner);
}

/** The whole drawing in the middle, with room for headings that are drawn larger than the rest. */
function fitting(element: SVGSVGElement, { width, height, headerHeight, isLeaning }: MapLayout): ZoomTransform {
  const { clientWidth, clientHeight } = element;
  const across = scaleFor(clientWidth - (isLeaning ? LEANING_ROOM : 0), width, GUTTER_WIDTH);
  const k = Math.max(SMALLEST, Math.min(across, scaleFor(clientHeight, height, headerHeight), 1.4));
  const larger = (growthAt(k) - 1) * k;
  const left = GUTTER_WIDTH * larger;
  return zoomIdentity.translate(left + Math.max(0, (clientWidth - left - width * k) / 2), headerHeight * larger).scale(k);
}

/** The scale at which a length fits whose beginning is a heading. */
function scaleFor(room: number, length: number, heading: number): number {
  const scale = room / length;
  if (scale >= HEADING_SCALE) return scale;
  const withHeading = (room - heading * HEADING_SCALE) / (length - heading);
  return HEADING_SCALE / withHeading > MOST_GROWTH ? room / (length + heading * (MOST_GROWTH - 1)) : withHeading;
}

function controlOf(
  svg: RefObject<SVGSVGElement | null>,
  behaviour: RefObject<ZoomBehavior<SVGSVGElement, unknown> | undefined>,
  size: RefObject<MapLayout>,
): ZoomControl {
  const use = (act: (element: SVGSVGElement, made: ZoomBehavior<SVGSVGElement, unknown>) => void): void => {
    if (svg.current && behaviour.current) act(svg.current, behaviour.current);
  };
  return {
    by: (factor) => use((element, made) => made.scaleBy(select(element), factor)),
    fit: () => use((element, made) => size.current && made.transform(select(element), fitting(element, size.current))),
    centre: (x, y) => use((element, made) => made.translateTo(select(element), x, y)),
    showPlace: (x, y) =>
      use((element, made) => {
        const transform = zoomTransform(element);
        const [left, top] = transform.apply([x, y]);
        const dx = outside(left, RIM.left, element.clientWidth - RIM.right);
        const dy = outside(top, RIM.top, element.clientHeight - RIM.bottom);
        if (dx !== 0 || dy !== 0) made.translateBy(select(element), dx / transform.k, dy / transform.k);
      }),
  };
}

/** How far a value must move to lie between two bounds. */
function outside(value: number, low: number, high: number): number {
  if (value < low) return low - value;
  return value > high ? Math.max(high - value, low - value) : 0;
}
