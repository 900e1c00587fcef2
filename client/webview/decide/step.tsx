import type { ComponentChildren, JSX } from 'preact';
import type { StepId } from '#decisions/sheet-messages.ts';
import { Codicon } from './icons.tsx';
import type { Action, Model } from './model.ts';
import { type StepView, stepTitles } from './steps.ts';

export interface StepProps {
  readonly model: Model;
  readonly dispatch: (action: Action) => void;
  readonly view: StepView;
  /** The step that *Continue* leads to; none for the last one. */
  readonly next: StepId | undefined;
  readonly about: string;
  readonly children: ComponentChildren;
}

/** One step of the sheet: a heading that folds it, its one-line summary while folded, its content while open. */
export function Step({ model, dispatch, view, next, about, children }: StepProps): JSX.Element {
  const folded = model.state.folded.includes(view.id);
  return (
    <section class="step" id={`step-${view.id}`} aria-labelledby={`head-${view.id}`} data-state={view.state} data-folded={folded}>
      <h2>
        <button
          type="button"
          class="step-head"
          id={`head-${view.id}`}
          aria-expanded={!folded}
          aria-controls={`body-${view.id}`}
          onClick={() => dispatch({ kind: 'fold', step: view.id, folded: !folded })}
        >
          <Codicon name={folded ? 'chevron-right' : 'chevron-down'} className="step-chevron" />
          <span class="step-title">{stepTitles[view.id]}</span>
          {folded && <span class="step-summary">{view.summary}</span>}
        </button>
      </h2>
      <div class="step-body" id={`body-${view.id}`} hidden={folded}>
        {!folded && (
          <>
            <p class="step-about">{about}</p>
            {children}
            {next !== undefined && (
              <div class="step-end">
                <vscode-button secondary onClick={() => finish(dispatch, view.id, next)}>
                  {`Continue: ${stepTitles[next]}`}
                </vscode-button>
              </div>
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** Opens a step where it is folded, brings it into view and puts the focus on its heading. */
export function goTo(dispatch: (action: Action) => void, step: StepId): void {
  dispatch({ kind: 'fold', step, folded: false });
  focusHead(step);
}

function finish(dispatch: (action: Action) => void, step: StepId, next: StepId): void {
  dispatch({ kind: 'finish', step, next });
  focusHead(next);
}

function focusHead(step: StepId): void {
  // After the next paint, when the folding that was just asked for has moved the heading to its place.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const head = document.getElementById(`head-${step}`);
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      head?.focus({ preventScroll: true });
      document.getElementById(`step-${step}`)?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
    }),
  );
}
