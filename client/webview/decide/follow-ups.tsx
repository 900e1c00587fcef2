import type { JSX } from 'preact';
import type { FollowUp } from '#decisions/choosing.ts';
import type { DecisionField } from '#decisions/decisions.ts';
import { questions } from '#decisions/options.ts';
import { Codicon } from './icons.tsx';
import type { Model } from './model.ts';

/** What the last answer to this question changed elsewhere; nothing when it changed nothing. */
export function FollowUps({ model, field }: { readonly model: Model; readonly field: DecisionField }): JSX.Element | null {
  const { followed } = model;
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
  const parts = followUps.map(({ field, from, to }) => {
    const options: Readonly<Record<string, { readonly label: string }>> = questions[field].options;
    return `${questions[field].title} is ${options[String(to)]?.label} (was ${options[String(from)]?.label})`;
  });
  return `Also changed: ${parts.join('; ')}.`;
}
