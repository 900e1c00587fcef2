import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type StepId, stepIds } from '#decisions/sheet-messages.ts';
import type { ProjectRequest } from '#decisions/sheet-protocol.ts';
import type { SheetHost } from './host.ts';
import type { Action, Model } from './model.ts';

/** Keeps the state in the webview at every change and in the editor soon after; brings the scroll position back once. */
export function useKeptState(host: SheetHost, model: Model, dispatch: (action: Action) => void): void {
  const { state, isKept } = model;
  const restored = useRef(false);
  useEffect(() => {
    if (!isKept) return undefined;
    host.keep(state);
    const timer = setTimeout(() => host.send({ kind: 'save', state }), saveDelay);
    return () => clearTimeout(timer);
  }, [host, state, isKept]);
  useEffect(() => {
    if (restored.current || !isKept) return;
    restored.current = true;
    const { scroll } = state;
    if (scroll > 0) requestAnimationFrame(() => window.scrollTo({ top: scroll }));
  }, [state, isKept]);
  useEffect(() => {
    const onScrollEnd = (): void => dispatch({ kind: 'scroll', top: window.scrollY });
    document.addEventListener('scrollend', onScrollEnd);
    return () => document.removeEventListener('scrollend', onScrollEnd);
  }, [dispatch]);
}

/** Milliseconds after the last change; the editor writes its storage to disk, which is not worth a keystroke. */
const saveDelay = 300;

/**
 * Asks for a preview whenever the project changes, on the sheet or by creating it and taking it back, and when the disk may have changed: after
 * a failed creation and when the person comes back to the sheet. One request is under way at a time: what changes meanwhile is asked for once
 * the answer is there, so fast typing costs two renderings at most and nothing waits for a timer.
 */
export function usePreview(host: SheetHost, project: ProjectRequest, model: Model): void {
  const asked = useRef<{ readonly revision: number; readonly project?: ProjectRequest; readonly disk?: string }>({ revision: 0 });
  const { isKept, answered, progress } = model;
  const visits = useVisits();
  const disk = `${visits} ${progress?.outcome?.kind} ${model.state.created?.undo}`;
  useEffect(() => {
    const last = asked.current;
    const isUnderWay = last.revision > answered;
    if (!isKept || isUnderWay || (last.project === project && last.disk === disk)) return;
    const revision = last.revision + 1;
    asked.current = { revision, project, disk };
    host.send({ kind: 'preview', revision, project });
  }, [host, project, disk, isKept, answered]);
}

/** How often the person has come back to the sheet from elsewhere. */
function useVisits(): number {
  const [visits, setVisits] = useState(0);
  useEffect(() => {
    const onFocus = (): void => setVisits((it) => it + 1);
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, []);
  return visits;
}

/** The step that the person is at: the one with the focus as long as it can be seen, else the one at the top of the window. */
export function useStepInView(main: RefObject<HTMLElement | null>): StepId {
  const [current, setCurrent] = useState<StepId>('requirements');
  useEffect(() => {
    const find = (): void => {
      const steps = stepIds.flatMap((id) => {
        const element = main.current?.querySelector(`#step-${id}`);
        return element ? [{ id, element, ...edgesOf(element) }] : [];
      });
      const focused = steps.find(
        (it) => it.element.contains(document.activeElement) && it.top < window.innerHeight && it.bottom > 0,
      );
      const passed = steps.findLast((it) => it.top <= topBand);
      setCurrent((focused ?? passed ?? steps[0])?.id ?? 'requirements');
    };
    find();
    window.addEventListener('scroll', find, { passive: true });
    window.addEventListener('focusin', find);
    return () => {
      window.removeEventListener('scroll', find);
      window.removeEventListener('focusin', find);
    };
  }, [main]);
  return current;
}

/** Pixels from the top within which a heading counts as being at the top. */
const topBand = 96;

function edgesOf(element: Element): { readonly top: number; readonly bottom: number } {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom };
}
