import type { JSX } from 'preact';
import type { FollowUp } from '#decisions/choosing.ts';
import type { DecisionField } from '#decisions/decisions.ts';
import { questions } from '#decisions/options.ts';
import { Codicon } from './icons.tsx';
import type { Model } from './model.ts';

/** What the last answer to this question changed elsewhere; nothing when it changed nothing. */
export function FollowUps({ model, field }: { readonly model: Model; readonly field: DecisionField }): JSX.Element | null {
  const { followed, takenOver } = model;
  if (takenOver?.changes.some((it) => it.field === field)) {
    return (
      <p class="notice notice-info">
        <Codicon name="git-compare" />
        <span>Changed by the last edit of tiebeam.json.</span>
      </p>
    );
  }
  if (followed?.field !== field || followed.followUps.length === 0) return null;
  return (
    <p class="notice notice-info">
      <Codicon name="git-compare" />
      <span>{followUpText(followed.followUps)}</span>
    </p>
  );
}

/** `Also changed: API client is OpenAPI client (was TanStack Query).` */
export function followUpText(followUps: readonly FollowUp[]): string {
  return `Also changed: ${changesText(followUps)}.`;
}

/** `API client is OpenAPI client (was TanStack Query); Errors are …`, without a full stop. */
export function changesText(changes: readonly FollowUp[]): string {
  const parts = changes.map(({ field, from, to }) => {
    const options: Readonly<Record<string, { readonly label: string }>> = questions[field].options;
    return `${questions[field].title} is ${options[String(to)]?.label} (was ${options[String(from)]?.label})`;
  });
  return parts.join('; ');
}
