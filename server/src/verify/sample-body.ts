import type { FieldType, Resource, ResourceField } from '#decisions/resource.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A body that has to be refused, because of this one field. */
export interface InvalidBody {
  readonly field: string;
  /** Completes "a create with …": "the field "price" as 12.345". */
  readonly what: string;
  readonly body: Body;
}

/** A valid body with every field; two with different numbers differ in every field that can differ. */
export function validBody(resource: Resource, number: number): Body {
  return Object.fromEntries(resource.fields.map((field) => [field.name, sampleValue(field.type, number)]));
}

/** A valid body with the required fields only. */
export function smallestBody(resource: Resource, number: number): Body {
  return Object.fromEntries(
    resource.fields.filter((it) => it.required).map((field) => [field.name, sampleValue(field.type, number)]),
  );
}

/** Every way to be wrong that the types of the fields offer, one wrong field at a time. */
export function invalidBodies(resource: Resource, number: number): readonly InvalidBody[] {
  const valid = validBody(resource, number);
  return resource.fields.flatMap((field) => {
    const { [field.name]: _, ...without } = valid;
    const wrong = wrongValues(field).map(
      ([what, value]): InvalidBody => ({
        field: field.name,
        what: `the field "${field.name}" ${what}`,
        body: { ...valid, [field.name]: value },
      }),
    );
    return field.required ? [{ field: field.name, what: `no "${field.name}"`, body: without }, ...wrong] : wrong;
  });
}

/** Tells whether what came back is what was sent; moments are compared as moments, since their fraction may be written differently. */
export function isSameValue(type: FieldType, sent: unknown, received: unknown): boolean {
  if (type === 'datetime') return Date.parse(String(sent)) === Date.parse(String(received));
  return sent === received;
}

/** A valid value as JSON carries it. */
export function sampleValue(type: FieldType, number: number): unknown {
  switch (type) {
    case 'string':
      return `O'Hara & Søn "${number}" ẞΩ`;
    case 'text':
      return `First line ${number}\nSecond line; -- <b>not bold</b> 漢字 😀`;
    case 'integer':
      return 1000 + number;
    case 'decimal':
      return `${10 + number}.50`;
    case 'boolean':
      return number % 2 === 1;
    case 'date':
      return dayOf(number);
    case 'datetime':
      return `${dayOf(number)}T08:30:00.000Z`;
    case 'uuid':
      return `3f2b8c1e-5d4a-4e6f-8a7b-${number.toString(16).padStart(12, '0')}`;
  }
}

// 2024 is a leap year, and the first of these days is its odd one.
function dayOf(number: number): string {
  return new Date(Date.UTC(2024, 1, 28 + number)).toISOString().slice(0, 10);
}

function wrongValues(field: ResourceField): readonly (readonly [what: string, value: unknown])[] {
  const needed: readonly (readonly [string, unknown])[] = field.required ? [['as null', null]] : [];
  return [...needed, ...wrongOfType(field), ['as an object', { $ne: null }]];
}

function wrongOfType({ type, required }: ResourceField): readonly (readonly [what: string, value: unknown])[] {
  const empty: readonly (readonly [string, unknown])[] = required ? [['as an empty string', '']] : [];
  switch (type) {
    case 'string':
      return [...empty, ['as a number', 12], ['with 201 characters', 'x'.repeat(201)]];
    case 'text':
      return [...empty, ['as a number', 12], ['with 10,001 characters', 'x'.repeat(10_001)]];
    case 'integer':
      return [
        ['as 1.5', 1.5],
        ['as "many"', 'many'],
        ['beyond the safe integers', 2 ** 60],
      ];
    case 'decimal':
      return [
        ['as "cheap"', 'cheap'],
        ['as "12.345"', '12.345'],
        ['as "12345678901.00"', '12345678901.00'],
        ['as "1e5"', '1e5'],
      ];
    case 'boolean':
      return [['as "yes"', 'yes']];
    case 'date':
      return [
        ['as "2023-02-29"', '2023-02-29'],
        ['as "28/02/2024"', '28/02/2024'],
      ];
    case 'datetime':
      return [
        ['as "2024-13-01T00:00:00Z"', '2024-13-01T00:00:00Z'],
        ['as "yesterday"', 'yesterday'],
      ];
    case 'uuid':
      return [['as "12345"', '12345']];
  }
}
