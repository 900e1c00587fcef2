import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { StepId } from '#decisions/sheet-messages.ts';
import { Checkbox } from './checkbox.tsx';
import { CodeBlock } from './code-block.tsx';
import { CreateProgress } from './create-progress.tsx';
import { Created } from './created.tsx';
import { Codicon } from './icons.tsx';
import type { PartProps } from './requirements.tsx';
import { goTo } from './step.tsx';
import { openProblems, type StepView, stepTitles } from './steps.ts';
import { TextInput } from './text-input.tsx';
import { plural } from './wording.ts';

export interface CreateProps extends PartProps {
  readonly views: readonly StepView[];
  readonly create: () => void;
}

/** Step 5: where to, what besides the files, the one button, and how it went. */
export function Create(props: CreateProps): JSX.Element {
  const { model, send } = props;
  const { created } = model.state;
  const { progress } = model;
  const isRunning = progress !== undefined && progress.outcome === undefined;
  const phase = created !== undefined ? 'created' : isRunning ? 'running' : 'form';
  const place = useFocusOnChange(phase);
  return (
    <div ref={place} tabIndex={-1} class="create-phase">
      {created !== undefined && <Created {...props} created={created} />}
      {phase === 'running' && progress !== undefined && (
        <CreateProgress progress={progress} cancel={() => send({ kind: 'cancelCreate' })} />
      )}
      {phase === 'form' && <CreateForm {...props} />}
    </div>
  );
}

/** The button that was pressed is gone in the next phase, so the focus moves to what took its place. */
function useFocusOnChange(phase: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(phase);
  useEffect(() => {
    if (shown.current === phase) return;
    shown.current = phase;
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) place.current?.focus();
  }, [phase]);
  return place;
}

function CreateForm(props: CreateProps): JSX.Element {
  const { model, dispatch, views, create, send } = props;
  const { state, trusted, preview, progress } = model;
  const problems = openProblems(views);
  const canCreate = trusted && problems.length === 0 && preview?.kind === 'plan';
  return (
    <>
      {progress?.outcome?.kind === 'failed' && <Failed {...props} outcome={progress.outcome} steps={progress.steps} />}
      {progress?.outcome?.kind === 'cancelled' && (
        <p class="notice notice-info">
          <Codicon name="info" /> <span>Cancelled. Nothing was left behind.</span>
        </p>
      )}
      {model.undone !== undefined && (
        <p class="notice notice-info">
          <Codicon name="discard" /> <span>{`Undone: ${plural(model.undone, 'file')} taken back.`}</span>
        </p>
      )}
      <div class="target">
        <TextInput
          id="target-parent"
          label="Folder to put it in"
          value={state.parent}
          about={`The project will be ${joinPath(state.parent, state.name)}`}
          problem={state.parent.trim() === '' ? 'Choose the folder that the project goes into.' : undefined}
          onInput={(parent) => dispatch({ kind: 'options', options: { parent } })}
        />
        <vscode-button secondary onClick={() => send({ kind: 'chooseParent', parent: state.parent })}>
          Browse…
        </vscode-button>
      </div>
      <fieldset class="extras">
        <legend class="unseen">Besides the files</legend>
        <Checkbox
          id="create-git"
          label="Start a Git repository"
          about="nothing is committed yet"
          checked={state.git}
          onChange={() => dispatch({ kind: 'options', options: { git: !state.git } })}
        />
        <Checkbox
          id="create-install"
          label="Install the packages now"
          about={state.install ? 'takes a minute and needs the network' : 'later; the README says how'}
          checked={state.install}
          onChange={() => dispatch({ kind: 'options', options: { install: !state.install } })}
        />
      </fieldset>
      {!trusted && (
        <div class="notice notice-warning" id="create-trust">
          <Codicon name="shield" />
          <span>This window is in Restricted Mode, so nothing is written or run from here. Trust it to create the project.</span>
          <button type="button" class="link-button" onClick={() => send({ kind: 'manageTrust' })}>
            Manage trust
          </button>
        </div>
      )}
      {problems.length > 0 && (
        <div class="notice notice-error" id="create-problems">
          <Codicon name="error" />
          <div>
            {problems.length === 1 ? 'One thing is to be mended first:' : `${problems.length} things are to be mended first:`}
            <ul class="problems">
              {problems.map(({ step, problem }) => (
                <Problem key={problem} step={step} problem={problem} dispatch={dispatch} />
              ))}
            </ul>
          </div>
        </div>
      )}
      <div class="create-end">
        <vscode-button class="create-button" disabled={!canCreate} onClick={create}>
          {progress?.outcome?.kind === 'failed' ? 'Try again' : createLabel(state.name)}
        </vscode-button>
        <span class="card-about">
          {preview?.kind === 'plan'
            ? `Writes ${plural(preview.files.length, 'file')}. You can undo it until the next change.`
            : ''}
        </span>
      </div>
    </>
  );
}

/** A button does not wrap, so a name that would not fit into the narrowest sheet is left out. */
function createLabel(name: string): string {
  return name === '' || name.length > 24 ? 'Create the project' : `Create ${name}`;
}

interface ProblemProps {
  readonly step: StepId;
  readonly problem: string;
  readonly dispatch: CreateProps['dispatch'];
}

function Problem({ step, problem, dispatch }: ProblemProps): JSX.Element {
  return (
    <li>
      {problem}{' '}
      {step !== 'create' && (
        <button type="button" class="link-button" onClick={() => goTo(dispatch, step)}>
          {`Go to ${stepTitles[step]}`}
        </button>
      )}
    </li>
  );
}

interface FailedProps extends CreateProps {
  readonly outcome: { readonly reason: string; readonly advice: string; readonly log: readonly string[] };
  readonly steps: Parameters<typeof CreateProgress>[0]['progress']['steps'];
}

function Failed({ outcome, steps, send }: FailedProps): JSX.Element {
  return (
    <div class="outcome outcome-failed">
      <p class="notice notice-error">
        <Codicon name="error" />
        <span>
          <strong>{outcome.reason}</strong> {outcome.advice}
        </span>
      </p>
      <CreateProgress progress={{ steps }} cancel={undefined} />
      {outcome.log.length > 0 && <CodeBlock className="log" label="End of the log" lines={outcome.log} />}
      <button type="button" class="link-button" onClick={() => send({ kind: 'showLog' })}>
        <Codicon name="output" /> Show the whole log
      </button>
    </div>
  );
}

/** A folder and a name below it, with the separator that the folder already uses. */
function joinPath(parent: string, name: string): string {
  const separator = parent.includes('\\') && !parent.includes('/') ? '\\' : '/';
  return `${parent.replace(/[\\/]+$/, '')}${separator}${name}`;
}
