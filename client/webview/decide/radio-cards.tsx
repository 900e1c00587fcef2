import { type ComponentChildren, Fragment, type JSX } from 'preact';
import { availabilityOf } from '#decisions/choosing.ts';
import { type DecisionField, type Decisions, type DecisionValue, valuesOf } from '#decisions/decisions.ts';
import { optionOf } from '#decisions/options.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import type { SheetMessage } from '#decisions/sheet-messages.ts';
import { Codicon, OptionIcon } from './icons.tsx';
import type { Action, Model } from './model.ts';
import { sentence } from './wording.ts';

export interface CardsProps {
  readonly model: Model;
  readonly dispatch: (action: Action) => void;
  readonly send: (message: SheetMessage) => void;
  readonly field: DecisionField;
  readonly recommended: DecisionValue | undefined;
  /** Shows when each option is the right one, instead of its trade-off alone. */
  readonly detailed?: boolean;
  /** Tells the group apart from another one for the same field. */
  readonly place: string;
  readonly legend: ComponentChildren;
}

/** One question as radio cards. The radio buttons are the browser's own, so arrow keys, Home and Tab work as everywhere. */
export function RadioCards({
  model,
  dispatch,
  send,
  field,
  recommended,
  detailed = false,
  place,
  legend,
}: CardsProps): JSX.Element {
  const { choices } = model.state;
  const chosen = completeDecisions(choices)[field];
  const values: readonly DecisionValue[] = valuesOf(field);
  const ordered = detailed
    ? values.toSorted((one, other) => Number(other === recommended) - Number(one === recommended))
    : values;
  return (
    <fieldset class="question">
      <legend>{legend}</legend>
      <div class="cards" data-count={ordered.length}>
        {ordered.map((value) => {
          const id = `${place}-${field}-${value}`;
          const availability = availabilityOf(choices, field, value as Decisions[typeof field]);
          const option = optionOf(field, value);
          return (
            <label key={id} class="card" for={id}>
              <input
                type="radio"
                id={id}
                name={`${place}-${field}`}
                checked={value === chosen}
                disabled={!availability.available}
                aria-describedby={`${id}-about`}
                onChange={() => dispatch({ kind: 'choose', field, value })}
              />
              <span class="card-head">
                <OptionIcon field={field} value={value} />
                <span class="card-name">{option.label}</span>
                <span class="dot" aria-hidden="true" />
              </span>
              <span class="card-about" id={`${id}-about`}>
                {availability.available ? (
                  <span>{option.tradeOff}</span>
                ) : (
                  <span class="card-reason">
                    <Codicon name="circle-slash" /> {withoutLabel(availability.reason, option.label)}
                  </span>
                )}
                {detailed && availability.available && <span class="card-when">Choose it when {option.chooseWhen}.</span>}
                <Found model={model} field={field} value={value} send={send} />
                {value === recommended && <span class="pill pill-accent">Recommended</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** A reason that begins with the name of the option reads twice on its card. */
export function withoutLabel(reason: string, label: string): string {
  return sentence(reason.startsWith(`${label}: `) ? reason.slice(label.length + 2) : reason);
}

interface FoundProps {
  readonly model: Model;
  readonly field: DecisionField;
  readonly value: DecisionValue;
  readonly send: (message: SheetMessage) => void;
}

/** Where the open folder says that this is the value; opens that line. */
function Found({ model, field, value, send }: FoundProps): JSX.Element | null {
  const found = model.detections.find((it) => it.field === field && it.value === value);
  if (found === undefined) return null;
  const { folder, path, line } = found;
  return (
    <button type="button" class="link-button found" onClick={() => send({ kind: 'openEvidence', folder, path, line })}>
      <span>
        found in{' '}
        <code>
          {path.split('/').map((part, index) => (
            <Fragment key={part}>
              {index > 0 && '/'}
              <wbr />
              {part}
            </Fragment>
          ))}
          {`:${line}`}
        </code>
      </span>
    </button>
  );
}
