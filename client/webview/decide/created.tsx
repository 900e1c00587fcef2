import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SheetMessage, SheetState } from '#decisions/sheet-messages.ts';
import { CreateProgress } from './create-progress.tsx';
import { Codicon } from './icons.tsx';
import type { Model } from './model.ts';
import { formatDuration, plural, sentence } from './wording.ts';

export interface CreatedProps {
  readonly model: Model;
  readonly created: NonNullable<SheetState['created']>;
  readonly send: (message: SheetMessage) => void;
}

/** What was made and what can be done with it now. */
export function Created({ model, created, send }: CreatedProps): JSX.Element {
  const { folder, undo, files, ms, notes } = created;
  const outcome = useRef<HTMLDivElement>(null);
  const isNew = model.progress !== undefined;
  // The page is longer than before, and what can be done now is at its end.
  useEffect(() => {
    if (isNew) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [isNew]);
  return (
    <div class="outcome outcome-created" ref={outcome}>
      <p class="outcome-head">
        <Codicon name="pass-filled" className="outcome-mark" />
        <span>
          <strong class="outcome-title">{`${model.state.name} is ready`}</strong>
          <span class="card-about">{`${plural(files, 'file')} in ${folder}, ${formatDuration(ms)}`}</span>
        </span>
      </p>
      {notes.map((note) => (
        <p key={note} class="notice notice-warning">
          <Codicon name="warning" /> <span>{sentence(note)}</span>
        </p>
      ))}
      {model.progress !== undefined && <CreateProgress progress={model.progress} cancel={undefined} />}
      <div class="outcome-actions">
        <vscode-button onClick={() => send({ kind: 'openProject', folder })}>Open</vscode-button>
        <vscode-button secondary onClick={() => send({ kind: 'verifyProject', folder })}>
          Verify
        </vscode-button>
        <vscode-button secondary onClick={() => send({ kind: 'openHandOff', folder })}>
          Read the hand-off
        </vscode-button>
        <button type="button" class="link-button" onClick={() => send({ kind: 'undo', undo })}>
          <Codicon name="discard" /> Undo
        </button>
      </div>
      {model.undoRefused !== undefined && (
        <p class="notice notice-warning">
          <Codicon name="warning" /> <span>{sentence(model.undoRefused)}</span>
        </p>
      )}
    </div>
  );
}
