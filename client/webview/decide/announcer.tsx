import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { takenOverText } from './folder-notices.tsx';
import { followUpText } from './follow-ups.tsx';
import type { Model } from './model.ts';
import { totalBytes } from './steps.ts';
import { formatBytes, plural } from './wording.ts';

/** What there is to say: which answers changed by themselves, and everything else that is new. */
export interface Announcements {
  readonly changes: string;
  readonly news: string;
}

/** Says to screen readers what changed away from the focus. Two lines, since a preview follows every change and would take its place unheard. */
export function Announcer({ changes, news }: Announcements): JSX.Element {
  return (
    <div class="unseen" role="status" aria-live="polite">
      <p>{changes}</p>
      <p>{news}</p>
    </div>
  );
}

/** What to announce, and a way to announce something else. Silent until the model first changes. */
export function useAnnouncements(model: Model): readonly [Announcements, (text: string) => void] {
  const [changes, setChanges] = useState('');
  const [news, setText] = useState('');
  const announce = useCallback((next: string) => setText(next), []);
  const { followed, preview, progress, undone, undoRefused } = model;
  useEffect(() => {
    if (followed !== undefined && followed.followUps.length > 0) setChanges(followUpText(followed.followUps));
  }, [followed]);
  const { takenOver } = model;
  useEffect(() => {
    if (takenOver !== undefined) setChanges(takenOverText(takenOver));
  }, [takenOver]);
  const size = preview?.kind === 'plan' ? `${plural(preview.files.length, 'file')}, ${formatBytes(totalBytes(preview))}` : '';
  useEffect(() => {
    if (size !== '') setText(`Preview: ${size}`);
  }, [size]);
  const running = progress?.steps.find((it) => it.state === 'running')?.title;
  useEffect(() => {
    if (running !== undefined) setText(running);
  }, [running]);
  const outcome = progress?.outcome;
  useEffect(() => {
    if (outcome?.kind === 'created') setText(`Created ${plural(outcome.files, 'file')} in ${outcome.folder}`);
    if (outcome?.kind === 'failed') setText(`${outcome.reason} ${outcome.advice}`);
    if (outcome?.kind === 'cancelled') setText('Cancelled. Nothing was left behind.');
  }, [outcome]);
  useEffect(() => {
    if (undone !== undefined) setText(`Undone: ${plural(undone, 'file')} taken back`);
    if (undoRefused !== undefined) setText(undoRefused);
  }, [undone, undoRefused]);
  return [{ changes, news }, announce];
}
