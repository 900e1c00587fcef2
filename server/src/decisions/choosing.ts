import { blockersOf, brokenConstraints, type Constraint } from './constraints.ts';
import { type Choices, type DecisionField, type Decisions, type DecisionValue, decisionFields, valuesOf } from './decisions.ts';
import { scaffoldObstacle } from './options.ts';
import { completeDecisions } from './recommendation.ts';

// How one answer acts on the others. An earlier question wins over a later one: what was answered later and no longer fits
// is taken back, never the other way round, so no answer can lock the person in.

/** Whether a value may be chosen, and if not, the sentence that a person reads beside it. */
export type Availability = { readonly available: true } | { readonly available: false; readonly reason: string };

/** A decision that followed another one. */
export interface FollowUp {
  readonly field: DecisionField;
  readonly from: DecisionValue;
  readonly to: DecisionValue;
}

export interface Chosen {
  readonly choices: Choices;
  /** What else became different, in the order of the fields; empty when nothing followed. */
  readonly followUps: readonly FollowUp[];
}

/**
 * Whether a value can be chosen with the answers to the questions before it. Answers to later questions do not count, since
 * they give way; see `choose`.
 */
export function availabilityOf<Field extends DecisionField>(
  choices: Choices,
  field: Field,
  value: Decisions[Field],
): Availability {
  const blocker = blockersOf(completeDecisions({ ...earlierChoices(choices, field), [field]: value }), field, value)[0];
  if (blocker !== undefined) return { available: false, reason: blocker.sentence };
  const obstacle = scaffoldObstacle(field, value);
  return obstacle === undefined ? { available: true } : { available: false, reason: obstacle };
}

/** Takes an answer, withdraws the answers that it makes impossible, and tells what became different besides the answer itself. */
export function choose<Field extends DecisionField>(choices: Choices, field: Field, value: Decisions[Field]): Chosen {
  const before = completeDecisions(choices);
  let next: Choices = { ...choices, [field]: value };
  for (let broken = blocking(next); broken.length > 0; broken = blocking(next)) {
    const withdrawn = lastChosen(next, broken[0], field);
    if (withdrawn === undefined) break;
    next = without(next, withdrawn);
  }
  return { choices: next, followUps: followUps(before, completeDecisions(next), field) };
}

/** Gives a decision back to the recommendation, and tells what became different besides it. */
export function unchoose(choices: Choices, field: DecisionField): Chosen {
  const next = without(choices, field);
  return { choices: next, followUps: followUps(completeDecisions(choices), completeDecisions(next), field) };
}

/** What was detected, as far as it can be chosen; the first detection of a field wins. */
export function chooseDetected(detections: readonly { readonly field: DecisionField; readonly value: unknown }[]): Choices {
  let choices: Choices = {};
  for (const { field, value } of detections) {
    const known = (valuesOf(field) as readonly Decisions[typeof field][]).find((it) => it === value);
    if (known === undefined || choices[field] !== undefined) continue;
    if (availabilityOf(choices, field, known).available) choices = choose(choices, field, known).choices;
  }
  return choices;
}

function followUps(before: Decisions, after: Decisions, cause: DecisionField): readonly FollowUp[] {
  return decisionFields
    .filter((field) => field !== cause && before[field] !== after[field])
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

function blocking(choices: Choices): readonly Constraint[] {
  return brokenConstraints(completeDecisions(choices)).filter((it) => it.severity === 'block');
}

/** The last answer that takes part in the constraint; where none does, the last one at all, since a value may follow from it. */
function lastChosen(choices: Choices, constraint: Constraint | undefined, except: DecisionField): DecisionField | undefined {
  const chosen = decisionFields.filter((it) => it !== except && choices[it] !== undefined);
  return chosen.findLast((it) => constraint?.fields.includes(it)) ?? chosen.at(-1);
}

function earlierChoices(choices: Choices, field: DecisionField): Choices {
  const earlier = decisionFields.slice(0, decisionFields.indexOf(field));
  return Object.fromEntries(earlier.map((it) => [it, choices[it]]));
}

function without(choices: Choices, field: DecisionField): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([it]) => it !== field));
}
