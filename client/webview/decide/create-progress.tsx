import type { JSX } from 'preact';
import type { CreateProgress as Progress } from '#decisions/sheet-messages.ts';
import type { ProgressStep } from '#decisions/sheet-protocol.ts';
import { Codicon } from './icons.tsx';
import { formatDuration } from './wording.ts';

export interface CreateProgressProps {
  readonly progress: Pick<Progress, 'steps'>;
  /** Missing when there is nothing to cancel any more. */
  readonly cancel: (() => void) | undefined;
}

/** The steps of a creation with the time that each took. */
export function CreateProgress({ progress, cancel }: CreateProgressProps): JSX.Element {
  return (
    <div class="progress">
      <ol class="progress-steps" aria-label="Progress">
        {progress.steps.map((step) => (
          <li key={step.id} data-state={step.state}>
            {step.state === 'running' ? (
              <vscode-progress-ring class="progress-ring" role="img" aria-live="off" aria-label="Running" />
            ) : (
              <Codicon name={stepMarks[step.state].icon} className="progress-mark" />
            )}
            <span class="unseen">{stepMarks[step.state].spoken}</span>
            <span class="progress-title">{step.title}</span>
            <span class="progress-time">{step.ms === undefined ? '' : formatDuration(step.ms)}</span>
          </li>
        ))}
        {progress.steps.length === 0 && (
          <li data-state="running">
            <vscode-progress-ring class="progress-ring" role="img" aria-live="off" aria-label="Running" />
            <span class="progress-title">Starting</span>
          </li>
        )}
      </ol>
      {cancel !== undefined && (
        <div class="create-end">
          <vscode-button secondary onClick={cancel}>
            Cancel
          </vscode-button>
          <span class="card-about">Cancelling leaves nothing behind.</span>
        </div>
      )}
    </div>
  );
}

const stepMarks: { readonly [State in ProgressStep['state']]: { readonly icon: string; readonly spoken: string } } = {
  waiting: { icon: 'circle-outline', spoken: 'Waiting: ' },
  running: { icon: 'loading', spoken: '' },
  done: { icon: 'pass-filled', spoken: 'Done: ' },
  failed: { icon: 'error', spoken: 'Failed: ' },
  skipped: { icon: 'circle-slash', spoken: 'Skipped: ' },
};
