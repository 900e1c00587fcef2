import type { JSX } from 'preact';
import { availabilityOf } from '#decisions/choosing.ts';
import { brokenConstraints } from '#decisions/constraints.ts';
import type { DecisionField, DecisionValue, RequirementField } from '#decisions/decisions.ts';
import { optionOf, questions } from '#decisions/options.ts';
import { completeDecisions, recommend } from '#decisions/recommendation.ts';
import type { SheetMessage } from '#decisions/sheet-messages.ts';
import { Checkbox } from './checkbox.tsx';
import { FollowUps } from './follow-ups.tsx';
import { Codicon, OptionIcon } from './icons.tsx';
import type { Action, Model } from './model.ts';
import { RadioCards, withoutLabel } from './radio-cards.tsx';

export interface PartProps {
  readonly model: Model;
  readonly dispatch: (action: Action) => void;
  readonly send: (message: SheetMessage) => void;
}

/** Step 0: seven questions, and whether there is a Redis. */
export function Requirements({ model, dispatch, send }: PartProps): JSX.Element {
  const recommended = recommendedRequirements(model);
  const ask = (field: RequirementField): JSX.Element => (
    <>
      <RadioCards
        model={model}
        dispatch={dispatch}
        send={send}
        field={field}
        recommended={recommended[field]}
        place="requirements"
        legend={
          <>
            <span class="legend-title">{questions[field].title}</span>{' '}
            <span class="legend-question">{questions[field].question}</span>
          </>
        }
      />
      <Warnings model={model} field={field} />
      <FollowUps model={model} field={field} />
    </>
  );
  return (
    <div class="questions">
      {(['backend', 'frontend', 'service', 'database'] as const).map((field) => (
        <div class="question-block" key={field}>
          {ask(field)}
          {field === 'database' && <Redis model={model} dispatch={dispatch} send={send} />}
        </div>
      ))}
      {(['api', 'realtime', 'auth'] as const).map((field) => (
        <div class="question-block" key={field}>
          {ask(field)}
        </div>
      ))}
    </div>
  );
}

/** What a combination costs that can be built all the same; shown at the last of the decisions that cause it. */
export function Warnings({ model, field }: { readonly model: Model; readonly field: DecisionField }): JSX.Element | null {
  const warnings = brokenConstraints(completeDecisions(model.state.choices)).filter(
    (it) => it.severity === 'warn' && it.fields.at(-1) === field,
  );
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings">
      {warnings.map((it) => (
        <li key={it.id} class="notice notice-warning">
          <Codicon name="warning" /> <span>{it.sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function Redis({ model, dispatch }: PartProps): JSX.Element {
  const availability = availabilityOf(model.state.choices, 'redis', true);
  const isOn = completeDecisions(model.state.choices).redis;
  const option = optionOf('redis', true);
  return (
    <div class="toggle-row">
      <Checkbox
        id="requirements-redis"
        label={
          <>
            <OptionIcon field="redis" value={true} /> {`Add ${option.label}`}
          </>
        }
        about={
          availability.available ? (
            option.tradeOff
          ) : (
            <span class="card-reason">
              <Codicon name="circle-slash" /> {withoutLabel(availability.reason, option.label)}
            </span>
          )
        }
        checked={isOn}
        disabled={!availability.available && !isOn}
        onChange={() => dispatch({ kind: 'choose', field: 'redis', value: !isOn })}
      />
      <FollowUps model={model} field="redis" />
    </div>
  );
}

/** Only what the trees speak about has a recommended value; taste, such as the back end, has none. */
function recommendedRequirements(model: Model): Readonly<Partial<Record<RequirementField, DecisionValue>>> {
  const { service, api, realtime, auth } = recommend(completeDecisions(model.state.choices));
  return { service: service.value, api: api.value, realtime: realtime.value, auth: auth.value };
}
