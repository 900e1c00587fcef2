import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { takenOverText } from './folder-notices.tsx';
import { followUpText } from './follow-ups.tsx';
import type { Model } from './model.ts';
import { totalBytes } from './steps.ts';
import { formatBytes, plural } from './wording.ts';

/** Says to screen readers what changed away from the focus. */
export function Announcer({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}

/** The text to announce, and a way to announce something else. Silent until the model first changes. */
export function useAnnouncements(model: Model): readonly [string, (text: string) => void] {
  const [text, setText] = useState('');
  const announce = useCallback((next: string) => setText(next), []);
  const { followed, preview, progress, undone, undoRefused } = model;
  useEffect(() => {
    if (followed !== undefined && followed.followUps.length > 0) setText(followUpText(followed.followUps));
  }, [followed]);
  const { takenOver } = model;
  useEffect(() => {
    if (takenOver !== undefined) setText(takenOverText(takenOver));
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
  return [text, announce];
}
