import { availabilityOf, choose, chooseDetected, type FollowUp, unchoose } from '#decisions/choosing.ts';
import { type Choices, type DecisionField, type Decisions, decisionFields } from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import type { SheetState } from '#decisions/sheet-messages.ts';
import { DECISIONS_FILE, type Detection, type DetectResult } from '#decisions/sheet-protocol.ts';

/** What the sheet took over from a `tiebeam.json` that was edited after the answers were given. */
export interface TakenOver {
  readonly changes: readonly FollowUp[];
  /** The first line that says so; missing where what was there is gone. */
  readonly evidence: Detection | undefined;
}

/**
 * The state after the open folders were read. A new sheet begins with what they say. Later only an edit of `tiebeam.json` changes an answer:
 * what was written last wins, and a decision that was taken out of the file is given back to the recommendation.
 */
export function takeOver(
  state: SheetState,
  { detections, unreadable }: DetectResult,
): { readonly state: SheetState; readonly takenOver: TakenOver | undefined } {
  // In the middle of an edit nothing is known, which is not the same as nothing being decided.
  if (unreadable.length > 0) return { state, takenOver: undefined };
  const inFile = detections.filter((it) => it.path === DECISIONS_FILE);
  const written = chooseDetected(inFile);
  if (state.written === undefined) {
    const isNew = Object.keys(state.choices).length === 0;
    return {
      state: { ...state, written, choices: isNew ? chooseDetected(detections) : state.choices },
      takenOver: undefined,
    };
  }
  const edited = decisionFields.filter((field) => written[field] !== state.written?.[field]);
  const choices = edited.reduce((all, field) => edit(all, field, state.written?.[field], written[field]), state.choices);
  const changes = differences(state.choices, choices);
  const evidence = inFile.find((it) => edited.includes(it.field));
  return { state: { ...state, written, choices }, takenOver: changes.length === 0 ? undefined : { changes, evidence } };
}

function edit<Field extends DecisionField>(
  choices: Choices,
  field: Field,
  before: Decisions[Field] | undefined,
  after: Decisions[Field] | undefined,
): Choices {
  if (after === undefined) return choices[field] === before ? unchoose(choices, field).choices : choices;
  return availabilityOf(choices, field, after).available ? choose(choices, field, after).choices : choices;
}

function differences(before: Choices, after: Choices): readonly FollowUp[] {
  const [from, to] = [completeDecisions(before), completeDecisions(after)];
  return decisionFields.filter((it) => from[it] !== to[it]).map((field) => ({ field, from: from[field], to: to[field] }));
}
