import type { JSX } from 'preact';
import type { StepId } from '#decisions/sheet-messages.ts';
import { Codicon } from './icons.tsx';
import type { Action } from './model.ts';
import { goTo } from './step.tsx';
import { type StepState, type StepView, stepTitles } from './steps.ts';

export interface RailProps {
  readonly views: readonly StepView[];
  /** The step that is in view. */
  readonly current: StepId;
  readonly dispatch: (action: Action) => void;
}

/** The way through the sheet: each step with its state; choosing one opens it. */
export function Rail({ views, current, dispatch }: RailProps): JSX.Element {
  return (
    <nav class="rail" aria-label="Steps">
      <ol>
        {views.map((view, index) => (
          <li key={view.id} data-state={view.state}>
            <a
              href={`#step-${view.id}`}
              aria-current={view.id === current ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault();
                goTo(dispatch, view.id);
              }}
            >
              <span class="rail-mark" aria-hidden="true">
                {view.state === 'open' ? index : <Codicon name={view.state === 'done' ? 'check' : 'warning'} />}
              </span>
              <span class="rail-text">
                <span class="rail-title">{stepTitles[view.id]}</span>
                <span class={view.state === 'open' ? 'unseen' : 'rail-state'}>
                  {stateWords(view.state, view.problems.length)}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stateWords(state: StepState, problems: number): string {
  if (state === 'attention') return problems === 1 ? '1 thing to mend' : `${problems} things to mend`;
  return state === 'done' ? 'Done' : 'Open';
}
