import type { JSX } from 'preact';
import { Codicon } from './icons.tsx';

export interface TextInputProps {
  readonly id: string;
  readonly label: string;
  /** Only for screen readers; a column heading says it to everyone else. */
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly about?: string | undefined;
  /** What is wrong with the value, as a sentence. */
  readonly problem: string | undefined;
  readonly onInput: (value: string) => void;
}

/** A line of text with its label, its explanation and its problem, all tied together for screen readers. */
export function TextInput({ id, label, isLabelHidden, value, about, problem, onInput }: TextInputProps): JSX.Element {
  const described = [about === undefined ? '' : `${id}-about`, problem === undefined ? '' : `${id}-problem`].filter(Boolean);
  return (
    <div class="text-input">
      <label for={id} class={isLabelHidden ? 'unseen' : 'input-label'}>
        {label}
      </label>
      <input
        type="text"
        id={id}
        value={value}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {about !== undefined && (
        <span class="input-about" id={`${id}-about`}>
          {about}
        </span>
      )}
      {problem !== undefined && (
        <span class="input-problem" id={`${id}-problem`}>
          <Codicon name="error" /> {problem}
        </span>
      )}
    </div>
  );
}
