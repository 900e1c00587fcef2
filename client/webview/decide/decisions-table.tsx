import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type DecisionField, valuesOf } from '#decisions/decisions.ts';
import { optionOf, questions } from '#decisions/options.ts';
import { completeDecisions, type RecommendedField, recommend } from '#decisions/recommendation.ts';
import { FollowUps } from './follow-ups.tsx';
import { Codicon, OptionIcon } from './icons.tsx';
import { RadioCards } from './radio-cards.tsx';
import { type PartProps, Warnings } from './requirements.tsx';
import { furtherDecisions, mainDecisions } from './steps.ts';

/** Step 1: what follows from the requirements, each row with its reason and what speaks against it. */
export function DecisionsTable(props: PartProps): JSX.Element {
  const [opened, setOpened] = useState<DecisionField | undefined>(undefined);
  const [showsFurther, setShowsFurther] = useState(false);
  const rows = showsFurther ? [...mainDecisions, ...furtherDecisions] : mainDecisions;
  return (
    <>
      <table class="decisions">
        <thead>
          <tr>
            <th scope="col">Decision</th>
            <th scope="col">Choice</th>
            <th scope="col">Why</th>
            <th scope="col">What speaks against it</th>
            <th scope="col">
              <span class="unseen">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((field) => (
            <Row
              {...props}
              key={field}
              field={field}
              isOpen={opened === field}
              toggle={() => setOpened(opened === field ? undefined : field)}
            />
          ))}
        </tbody>
      </table>
      <button type="button" class="link-button" aria-expanded={showsFurther} onClick={() => setShowsFurther(!showsFurther)}>
        <Codicon name={showsFurther ? 'chevron-up' : 'chevron-down'} />
        {showsFurther ? 'Show the five main decisions only' : `Show ${furtherDecisions.length} more: ${furtherTitles()}`}
      </button>
    </>
  );
}

interface RowProps extends PartProps {
  readonly field: DecisionField;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function Row({ model, dispatch, send, field, isOpen, toggle }: RowProps): JSX.Element {
  const decisions = completeDecisions(model.state.choices);
  const value = decisions[field];
  const recommended = recommend(decisions)[field as RecommendedField];
  const option = optionOf(field, value);
  const isRecommended = value === recommended.value;
  const { title, section } = questions[field];
  const canChange = valuesOf(field).length > 1;
  return (
    <>
      <tr class="decision" data-open={isOpen}>
        <th scope="row">
          <span class="decision-title">{title}</span>
          <button
            type="button"
            class="link-button section-link"
            aria-label={`Section ${section.number}, ${section.title}: read about ${title.toLowerCase()}`}
            onClick={() => send({ kind: 'openSection', section: section.number })}
          >
            {`§ ${section.number} ${section.title}`}
          </button>
        </th>
        <td data-label="Choice">
          <span class="decision-choice">
            <OptionIcon field={field} value={value} />
            <span>
              <span class="card-name">{option.label}</span>
              {isRecommended ? (
                <span class="pill pill-accent">Recommended</span>
              ) : (
                <span class="decision-instead">{`instead of ${optionOf(field, recommended.value).label}`}</span>
              )}
            </span>
          </span>
        </td>
        <td data-label="Why">{isRecommended ? recommended.why : option.reason}</td>
        <td data-label="Against">{option.speaksAgainst}</td>
        <td class="decision-change">
          {canChange && (
            <button
              type="button"
              class="link-button"
              aria-expanded={isOpen}
              aria-controls={`options-${field}`}
              aria-label={`Change ${title.toLowerCase()}`}
              onClick={toggle}
            >
              {isOpen ? 'Close' : 'Change'}
            </button>
          )}
        </td>
      </tr>
      <tr class="decision-options" id={`options-${field}`} hidden={!isOpen && !hasNotice(field, model)}>
        <td colSpan={5}>
          {isOpen && (
            <RadioCards
              model={model}
              dispatch={dispatch}
              send={send}
              field={field}
              recommended={recommended.value}
              detailed
              place="decisions"
              legend={<span class="legend-question">{questions[field].question}</span>}
            />
          )}
          <Warnings model={model} field={field} />
          <FollowUps model={model} field={field} />
        </td>
      </tr>
    </>
  );
}

function hasNotice(field: DecisionField, { followed }: PartProps['model']): boolean {
  return followed?.field === field && followed.followUps.length > 0;
}

function furtherTitles(): string {
  return furtherDecisions.map((field) => questions[field].title.toLowerCase()).join(', ');
}
