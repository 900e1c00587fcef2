import type { FieldError } from '../errors/app-errors.ts';

/** What stands in the inputs of a form, and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  /** What is wrong with all of it. */
  readonly problem?: string;
}

export const emptyForm: FormState = { values: {}, errors: {} };

/** Shows a record by the names of its fields. */
export function filledForm(record: object): FormState {
  const values = Object.entries(record).map(([name, value]) => [
    name,
    value === null || value === false ? '' : String(value),
  ]);
  return { values: Object.fromEntries(values), errors: {} };
}

/** What was typed, with what was refused. */
export function refusedForm(typed: TypedForm, errors: readonly FieldError[] | undefined, problem: string): FormState {
  const byField = Object.fromEntries((errors ?? []).toReversed().map(({ field, message }) => [field, message]));
  return { values: typed.values, errors: byField, ...(errors === undefined && { problem }) };
}

/** Reads a form that was sent. Whether its values are right is for the schema to say; what is left empty is undefined. */
export class TypedForm {
  readonly values: Readonly<Record<string, string>>;

  constructor(body: unknown) {
    const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
    this.values = Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }

  text(name: string): string | undefined {
    return this.values[name] || undefined;
  }

  integer(name: string): number | string | undefined {
    const typed = this.text(name);
    return typed !== undefined && /^-?\d{1,16}$/.test(typed) ? Number(typed) : typed;
  }

  boolean(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** A point in time from an input that shows it in UTC. Browsers leave the seconds out where they are zero. */
  datetime(name: string): string | undefined {
    const typed = this.text(name);
    if (typed === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(typed)) return typed;
    return `${typed}${typed.length === 'YYYY-MM-DDTHH:mm'.length ? ':00' : ''}Z`;
  }
}
