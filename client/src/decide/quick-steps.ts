import { availabilityOf, choose } from '#decisions/choosing.ts';
import { type Choices, type DecisionField, type Decisions, valuesOf } from '#decisions/decisions.ts';
import { optionOf, questions } from '#decisions/options.ts';
import { completeDecisions, type RecommendedField, recommend } from '#decisions/recommendation.ts';

// The quick path as data: which questions are asked, with which answers. At most five, and none that has a single answer.

/** One question about a decision with the answers that are possible now. */
export interface QuickQuestion {
  readonly field: DecisionField;
  readonly title: string;
  readonly placeholder: string;
  readonly answers: readonly QuickAnswer[];
}

export interface QuickAnswer {
  readonly label: string;
  /** Short, beside the label: where the answer comes from. */
  readonly description: string;
  readonly detail: string;
  /** The choices once this answer is taken. */
  readonly choices: Choices;
  readonly isCurrent: boolean;
}

/** The decisions that a quick start asks for, most telling first; with name and resource they are five steps. */
const asked: readonly DecisionField[] = ['backend', 'frontend', 'database', 'realtime', 'auth'];
const mostQuestions = 3;

/** The questions that have more than one possible answer with the choices made so far, at most three. */
export function quickQuestions(choices: Choices, detected: Choices): readonly QuickQuestion[] {
  return asked
    .map((field) => quickQuestion(field, choices, detected))
    .filter((it) => it.answers.length > 1)
    .slice(0, mostQuestions);
}

function quickQuestion(field: DecisionField, choices: Choices, detected: Choices): QuickQuestion {
  const decisions = completeDecisions(choices);
  const recommended = recommend(decisions)[field as RecommendedField]?.value;
  const possible = (valuesOf(field) as readonly Decisions[typeof field][]).filter(
    (value) => availabilityOf(choices, field, value).available,
  );
  const { title, question } = questions[field];
  return {
    field,
    title,
    placeholder: question,
    answers: possible.map((value) => {
      const { label, tradeOff } = optionOf(field, value);
      const origin = detected[field] === value ? 'found in the open folder' : value === recommended ? 'recommended' : '';
      return {
        label,
        description: origin,
        detail: tradeOff,
        choices: choose(choices, field, value).choices,
        isCurrent: decisions[field] === value,
      };
    }),
  };
}
