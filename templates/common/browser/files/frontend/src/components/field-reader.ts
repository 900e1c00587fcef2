/**
 * Reads what was typed into a form, by the names of its fields, and notes what is missing. Whether a value is right is for the
 * server to say: its rules stand in one place, and its messages are shown beside the inputs.
 */
export class FieldReader {
  readonly errors: Record<string, string> = {};
  readonly #typed: Readonly<Record<string, unknown>>;

  constructor(typed: Readonly<Record<string, unknown>>) {
    this.#typed = typed;
  }

  get hasErrors(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name, '');
  }

  optionalText(name: string): string | null {
    const value = this.#raw(name).trim();
    return value === '' ? null : value;
  }

  /** Text that is taken as it is, spaces included. */
  secret(name: string): string {
    const value = this.#raw(name);
    return value === '' ? this.#missing(name, '') : value;
  }

  integer(name: string): number {
    return this.optionalInteger(name) ?? this.#missing(name, 0);
  }

  optionalInteger(name: string): number | null {
    const value = this.optionalText(name);
    if (value === null) return null;
    if (/^[+-]?\d+$/.test(value)) return Number(value);
    this.errors[name] = 'must be a whole number';
    return null;
  }

  boolean(name: string): boolean {
    return Boolean(this.#typed[name]);
  }

  /** A point in time from an input that shows it in UTC. */
  datetime(name: string): string {
    return this.optionalDatetime(name) ?? this.#missing(name, '');
  }

  optionalDatetime(name: string): string | null {
    const value = this.optionalText(name);
    return value !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !/(Z|[+-]\d\d:\d\d)$/.test(value)
      ? `${value.length === 16 ? `${value}:00` : value}Z`
      : value;
  }

  #raw(name: string): string {
    const value = this.#typed[name];
    return typeof value === 'string' ? value : '';
  }

  #missing<Value>(name: string, placeholder: Value): Value {
    this.errors[name] ??= 'is required';
    return placeholder;
  }
}
