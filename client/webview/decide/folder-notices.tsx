import type { JSX } from 'preact';
import type { TakenOver } from './detected.ts';
import { changesText } from './follow-ups.tsx';
import { Codicon } from './icons.tsx';
import type { PartProps } from './requirements.tsx';

/** What is to be known about the open folders: what was taken over from one, and which of them were not read. */
export function FolderNotices({ model, send }: Pick<PartProps, 'model' | 'send'>): JSX.Element {
  const { takenOver, isUnreadable, elsewhere } = model;
  const evidence = takenOver?.evidence;
  return (
    <>
      {takenOver !== undefined && (
        <div class="notice notice-info">
          <Codicon name="git-compare" />
          <span>{takenOverText(takenOver)}</span>
          {evidence !== undefined && (
            <button
              type="button"
              class="link-button"
              onClick={() => send({ kind: 'openEvidence', folder: evidence.folder, path: evidence.path, line: evidence.line })}
            >
              Show the line
            </button>
          )}
        </div>
      )}
      {isUnreadable && (
        <p class="notice notice-warning">
          <Codicon name="warning" />
          <span>tiebeam.json of the open folder is not valid JSON at the moment. The answers stay as they are until it is.</span>
        </p>
      )}
      {elsewhere.length > 0 && (
        <p class="notice notice-info">
          <Codicon name="info" />
          <span>
            {`${elsewhere.join(', ')} is not on the disk of this machine, so nothing was read from there. The project is created on this machine.`}
          </span>
        </p>
      )}
    </>
  );
}

/** `Since these answers tiebeam.json was edited, so it wins: Database is PostgreSQL (was SQLite).` */
export function takenOverText({ changes }: TakenOver): string {
  return `Since these answers tiebeam.json was edited, so it wins: ${changesText(changes)}.`;
}
