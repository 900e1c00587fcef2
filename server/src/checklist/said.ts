import type { ChecklistItem } from '#decisions/checklist-items.ts';
import type { Configuration } from '#decisions/configuration.ts';
import { done, type ItemState, missing, notApplicable, unknown, type Verdict } from './verdict.ts';

/** What a person has said of an item in `tiebeam.json`. */
export interface Said {
  readonly reason: string;
  /** The key below `checklist` or `answers`. */
  readonly key: string;
  readonly date?: string;
  readonly by?: string;
  /** What the code says; absent for questions, of which it says nothing. */
  readonly found?: ItemState;
}

/** The verdict of a person, where there is one for the item of this unit, or for the item everywhere. */
export function pinned(
  { checklist }: Configuration,
  item: ChecklistItem,
  folder: string,
  found: Verdict,
): { readonly verdict?: Verdict; readonly said?: Said } {
  const own = pinKey(item.id, folder);
  const key = own in checklist ? own : item.id;
  const pin = checklist[key];
  if (!pin) return {};
  const verdict = pin.state === 'done' ? done(pin.reason, found.evidence) : notApplicable(pin.reason);
  return { verdict: { ...verdict, summary: pin.reason }, said: { reason: pin.reason, key, found: found.state } };
}

/** How `tiebeam.json` names an item of a unit. */
export function pinKey(id: string, folder: string): string {
  return folder === '' ? id : `${folder}#${id}`;
}

/** The answer to a question; unknown where nobody has given one. */
export function answered({ answers }: Configuration, item: ChecklistItem): { readonly verdict: Verdict; readonly said?: Said } {
  const given = answers[item.id];
  if (!given) return { verdict: unknown('Nobody has answered yet') };
  const { answer, date, by, note } = given;
  const summary = `${answer === 'yes' ? 'Yes' : answer === 'no' ? 'No' : 'Does not apply'}, says ${by} on ${date}${note === undefined ? '' : `: ${note}`}`;
  const verdict = answer === 'yes' ? done(summary) : answer === 'no' ? missing(summary) : notApplicable(summary);
  return { verdict, said: { reason: note ?? summary, key: item.id, date, by } };
}
