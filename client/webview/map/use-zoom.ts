import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { MapLayout } from '#map/layout.ts';

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
/** Names cannot be read below this; a drawing that is larger begins at its corner. */
const LEGIBLE = 0.65;
/** Pixels from the rim at which a place counts as seen: the headings cover some of them, and names stand to the right of dots. */
const RIM = { left: 110, top: 80, right: 240, bottom: 40 };

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
  const asHigh = Math.min(1, element.clientHeight / layout.height);
  made.transform(select(element), whole.k >= LEGIBLE ? whole : zoomIdentity.scale(Math.max(LEGIBLE, asHigh)));
}

function fitting(element: SVGSVGElement, { width, height }: MapLayout): ZoomTransform {
  const { clientWidth, clientHeight } = element;
  const k = Math.max(SMALLEST, Math.min(clientWidth / width, clientHeight / height, 1.4));
  return zoomIdentity.translate(Math.max(0, (clientWidth - width * k) / 2), 0).scale(k);
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
