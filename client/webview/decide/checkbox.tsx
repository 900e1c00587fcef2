import type { ComponentChildren, JSX } from 'preact';

export interface CheckboxProps {
  readonly id: string;
  readonly label: ComponentChildren;
  /** One line below the label: what it means, or why it cannot be changed. */
  readonly about?: ComponentChildren;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: () => void;
}

/** A checkbox with its explanation. It is the browser's own, so that being disabled also takes it out of the tab order. */
export function Checkbox({ id, label, about, checked, disabled = false, onChange }: CheckboxProps): JSX.Element {
  return (
    <div class="checkbox">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={about === undefined ? undefined : `${id}-about`}
        onChange={onChange}
      />
      <label for={id}>{label}</label>
      {about !== undefined && (
        <span class="checkbox-about" id={`${id}-about`}>
          {about}
        </span>
      )}
    </div>
  );
}
