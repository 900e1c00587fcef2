import { type ReactNode, useId } from 'react';

// Inputs with their label and their message. `error` is what is wrong, worded to follow the label: "is required".

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly isOptional?: boolean;
}

export function TextField({
  type = 'text',
  inputMode,
  autoComplete = 'off',
  value,
  ...field
}: FieldProps & {
  readonly type?: 'text' | 'email' | 'password' | 'date';
  readonly inputMode?: 'numeric' | 'decimal';
  readonly autoComplete?: string;
  readonly value?: string | number | null | undefined;
}) {
  return (
    <Labelled {...field}>
      {(attributes) => (
        <input
          {...attributes}
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          defaultValue={value ?? ''}
        />
      )}
    </Labelled>
  );
}

export function LongTextField({ value, ...field }: FieldProps & { readonly value?: string | null | undefined }) {
  return (
    <Labelled {...field}>{(attributes) => <textarea {...attributes} rows={4} defaultValue={value ?? ''} />}</Labelled>
  );
}

/** Shows a point in time in UTC, and gives it back in UTC. */
export function DateTimeField({ value, ...field }: FieldProps & { readonly value?: string | null | undefined }) {
  return (
    <Labelled {...field} hint="in UTC">
      {(attributes) => (
        <input
          {...attributes}
          type="datetime-local"
          step="1"
          defaultValue={value?.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length) ?? ''}
        />
      )}
    </Labelled>
  );
}

export function CheckboxField({ value, ...field }: FieldProps & { readonly value?: boolean | null | undefined }) {
  return (
    <Labelled {...field} isInline>
      {(attributes) => <input {...attributes} type="checkbox" defaultChecked={value ?? false} />}
    </Labelled>
  );
}

interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Labelled({
  name,
  label,
  error,
  isOptional = false,
  isInline = false,
  hint,
  children,
}: FieldProps & {
  readonly isInline?: boolean;
  readonly hint?: string;
  readonly children: (attributes: ControlAttributes) => ReactNode;
}) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className={isInline ? 'field inline' : 'field'}>
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="hint"> (optional)</span>}
      </label>
      {children({
        id,
        name,
        'aria-invalid': error !== undefined,
        'aria-describedby': error === undefined ? undefined : errorId,
      })}
      {hint !== undefined && <p className="hint">{hint}</p>}
      {error !== undefined && (
        <p id={errorId} className="error">
          {label} {error}
        </p>
      )}
    </div>
  );
}
