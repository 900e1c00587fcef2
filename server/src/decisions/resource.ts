import * as z from 'zod';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import { nameTrouble } from './name-trouble.ts';
import { camelCase, kebabCase, pluralOf, singularOf, snakeCase, wordsOf } from './names.ts';
import { languageKeyword, objectMember, propertyKeyword, reservedField, reservedResource } from './reserved-names.ts';

/**
 * What a field holds. `string` is one line of up to 200 characters, `text` up to 10,000; `integer` is a safe integer; `decimal` has
 * up to ten digits before the point and two after it and travels as a string; `date` is `YYYY-MM-DD`; `datetime` is ISO 8601 in UTC.
 */
export const FieldType = z.enum(['string', 'text', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'uuid']);
export type FieldType = z.infer<typeof FieldType>;
export const fieldTypes: readonly FieldType[] = FieldType.options;

/** A field as `tiebeam.json` keeps it: name in camelCase. */
export const ResourceField = z.strictObject({
  name: z.string(),
  type: FieldType,
  required: z.boolean(),
  unique: z.boolean(),
});
export type ResourceField = Readonly<z.infer<typeof ResourceField>>;

/** A resource as `tiebeam.json` keeps it: name and plural in kebab-case, one field or more. */
export const Resource = z.strictObject({
  name: z.string(),
  plural: z.string(),
  fields: z.array(ResourceField).min(1).readonly(),
});
export type Resource = Readonly<z.infer<typeof Resource>>;

/** What a person typed: the fields as text or as a list. */
export interface ResourceInput {
  readonly name: string;
  readonly fields: string | readonly FieldInput[];
}
export interface FieldInput {
  readonly name: string;
  readonly type?: string | undefined;
  readonly required?: boolean | undefined;
  readonly unique?: boolean | undefined;
}

/** Longest accepted resource or field name: PostgreSQL cuts identifiers at 63 bytes, and `_key` must still fit for an index. */
export const maxNameLength = 60;
/** Longest name of a table or a column: what PostgreSQL keeps of an identifier, in bytes. */
const maxIdentifierLength = 63;
/** Most fields of one resource; a form with more wants to be two resources. */
export const maxFields = 40;

export const exampleResource: Resource = {
  name: 'product',
  plural: 'products',
  fields: [
    { name: 'name', type: 'string', required: true, unique: false },
    { name: 'price', type: 'decimal', required: true, unique: false },
  ],
};

/**
 * Checks a resource and brings its names into their written form: `Order_Line` and `orderLines` give `order-line` with the plural
 * `order-lines`. All problems are told at once; paths are `['name']`, `['fields']` and `['fields', index, key]`.
 */
export function parseResource(input: ResourceInput): Result<Resource> {
  const problems: Problem[] = [];
  const name = checkResourceName(input.name, problems);
  const given =
    typeof input.fields === 'string'
      ? readFieldList(input.fields, problems)
      : input.fields.map((it, index) => [index, it] as const);
  const fields = checkFields(given, problems);
  if (problems.length > 0) return failure(...problems.toSorted(byFieldIndex));
  return success({ name, plural: pluralOf(name), fields });
}

/**
 * Reads `name:string,price:decimal,note:text?,sku:string!`. A type left out is `string`; `?` makes a field optional and `!` unique,
 * in any order. Only the notation is checked here, see `parseResource` for the names.
 */
export function parseFieldList(text: string): Result<readonly FieldInput[]> {
  const problems: Problem[] = [];
  const fields = readFieldList(text, problems);
  return problems.length > 0 ? failure(...problems) : success(fields.map(([, field]) => field));
}

/** Writes fields in the notation that `parseFieldList` reads. */
export function formatFieldList(fields: readonly ResourceField[]): string {
  return fields.map((it) => `${it.name}:${it.type}${it.required ? '' : '?'}${it.unique ? '!' : ''}`).join(',');
}

function checkResourceName(given: string, problems: Problem[]): string {
  const path = ['name'];
  const trouble = nameTrouble(given, 'resource name', maxNameLength);
  if (trouble !== undefined) {
    problems.push({ path, message: trouble });
    return '';
  }
  const name = singularOf(given);
  const keyword = languageKeyword(snakeCase(name)) ?? languageKeyword(snakeCase(pluralOf(name)));
  const member = objectMember(given) ?? objectMember(camelCase(name));
  const reserved = reservedResource(kebabCase(name));
  if (member !== undefined) problems.push({ path, message: `'${given}' ${member}` });
  else if (keyword !== undefined) problems.push({ path, message: `'${given}' is a reserved word of ${keyword}` });
  else if (reserved !== undefined) problems.push({ path, message: `'${given}' ${reserved}` });
  else {
    const tooLong = identifierTrouble(given, snakeCase(pluralOf(name)), 'table');
    if (tooLong !== undefined) problems.push({ path, message: tooLong });
  }
  return name;
}

/** A field with its 0-based place in the input, which stays right when a neighbour could not be read. */
type PlacedField = readonly [index: number, field: FieldInput];

function readFieldList(text: string, problems: Problem[]): readonly PlacedField[] {
  return text.split(',').flatMap((part, index): readonly PlacedField[] => {
    const path = ['fields', index];
    const match = /^\s*([^:?!]*?)\s*(?::\s*([^:?!]*?)\s*)?([?!]*)\s*$/u.exec(part);
    const [, name = '', type, marks = ''] = match ?? [];
    if (match === null) problems.push({ path, message: `'${part.trim()}' is not of the form name:type` });
    else if (name === '') problems.push({ path, message: `field ${index + 1} has no name` });
    else if (hasTwice(marks)) problems.push({ path, message: `'${part.trim()}' repeats a mark; ? is optional, ! is unique` });
    else return [[index, { name, type: type ?? 'string', required: !marks.includes('?'), unique: marks.includes('!') }]];
    return [];
  });
}

function checkFields(placed: readonly PlacedField[], problems: Problem[]): readonly ResourceField[] {
  if (placed.length === 0 && problems.every((it) => it.path[0] !== 'fields')) {
    problems.push({ path: ['fields'], message: 'a resource needs at least one field' });
  }
  if (placed.length > maxFields) {
    problems.push({ path: ['fields'], message: `${placed.length} fields are more than the ${maxFields} of one resource` });
  }
  const firstIndex = new Map<string, number>();
  return placed.flatMap(([index, input]) => {
    const message = fieldNameTrouble(input.name);
    const type = FieldType.safeParse(input.type ?? 'string');
    if (message !== undefined) problems.push({ path: ['fields', index, 'name'], message });
    if (!type.success) problems.push({ path: ['fields', index, 'type'], message: unknownType(input) });
    if (input.unique === true && input.type === 'boolean') {
      problems.push({ path: ['fields', index, 'unique'], message: `'${input.name}' is boolean: unique allows only two records` });
    }
    const name = camelCase(input.name);
    const letters = wordsOf(name).join('');
    const earlier = firstIndex.get(letters);
    if (message === undefined && earlier !== undefined) {
      problems.push({ path: ['fields', index, 'name'], message: `'${input.name}' is the same name as field ${earlier + 1}` });
    }
    if (earlier === undefined) firstIndex.set(letters, index);
    return type.success ? [{ name, type: type.data, required: input.required ?? true, unique: input.unique ?? false }] : [];
  });
}

function fieldNameTrouble(given: string): string | undefined {
  const trouble = nameTrouble(given, 'field name', maxNameLength);
  if (trouble !== undefined) return trouble;
  const keyword = propertyKeyword(snakeCase(given));
  const reason = objectMember(given) ?? objectMember(camelCase(given)) ?? reservedField(snakeCase(given));
  if (reason !== undefined) return `'${given}' ${reason}`;
  if (keyword !== undefined) return `'${given}' is a reserved word of ${keyword}`;
  return identifierTrouble(given, snakeCase(given), 'column');
}

/** A name of many short words grows when it is written with underscores. */
function identifierTrouble(given: string, written: string, what: 'table' | 'column'): string | undefined {
  if (written.length <= maxIdentifierLength) return undefined;
  return `'${given}' has ${written.length} characters as the name of a ${what}, at most ${maxIdentifierLength} fit`;
}

function unknownType(input: FieldInput): string {
  const nearest = nearestSpelling(input.type ?? '', fieldTypes);
  const hint = nearest === undefined ? '' : `, did you mean '${nearest}'?`;
  return `field '${input.name}' has the unknown type '${input.type ?? ''}'${hint}; types are ${fieldTypes.join(', ')}`;
}

function hasTwice(marks: string): boolean {
  return new Set(marks).size !== marks.length;
}

function byFieldIndex(one: Problem, other: Problem): number {
  const place = ({ path }: Problem): number => (path[0] === 'fields' ? Number(path[1] ?? 0) : -1);
  return place(one) - place(other);
}
