import type { Path } from '#base/paths.ts';
import { type DecisionField, type Decisions, type DecisionValue, decisionFields, valuesOf } from '#decisions/decisions.ts';
import { camelCase, kebabCase, pascalCase, phraseOf, snakeCase, titleOf } from '#decisions/names.ts';
import { optionOf, questions } from '#decisions/options.ts';
import type { Resource, ResourceField } from '#decisions/resource.ts';

// The names and texts that templates are filled with, as far as they follow from the plan alone.

export interface FieldView extends ResourceField {
  /** `unit_price` */
  readonly column: string;
  /** `Unit price` */
  readonly label: string;
  /** `unit price` */
  readonly phrase: string;
}

/** One resource under all the names that it has somewhere, for the example `order-line`. */
export interface ResourceView {
  /** `OrderLine` */
  readonly type: string;
  /** `OrderLines` */
  readonly types: string;
  /** `orderLine` */
  readonly value: string;
  /** `orderLines` */
  readonly values: string;
  /** `order-line` */
  readonly file: string;
  /** `order-lines`: its path in the API and its folder. */
  readonly path: string;
  /** `order_lines` */
  readonly table: string;
  /** `order line` */
  readonly phrase: string;
  /** `order lines` */
  readonly phrases: string;
  /** `Order line` */
  readonly label: string;
  /** `Order lines` */
  readonly labels: string;
  /** `an order line` */
  readonly aPhrase: string;
  /** 1 for the first resource of a project. */
  readonly order: number;
  /** Number of its migration as four digits. */
  readonly migration: string;
  /** The number before it: what the migration builds upon where migrations name their predecessor. */
  readonly previousMigration: string;
  readonly fields: readonly FieldView[];
  /** The field that stands for a record in a sentence: the first required line of text, else the first field. */
  readonly nameField: FieldView;
  readonly requiredFields: readonly FieldView[];
  readonly optionalFields: readonly FieldView[];
  readonly uniqueFields: readonly FieldView[];
  /** Fields that are typed in rather than ticked. */
  readonly writtenFields: readonly FieldView[];
  /** The types that occur, each once. */
  readonly fieldTypes: readonly string[];
}

export interface DecisionRecordView {
  /** Four digits, from 0001. */
  readonly number: string;
  readonly file: string;
  readonly title: string;
  readonly question: string;
  readonly choice: string;
  readonly reason: string;
  readonly against: string;
  readonly rejected: readonly { readonly label: string; readonly chooseWhen: string; readonly against: string }[];
}

/** Migrations before the first resource's: `0001` makes the tables of the sign-in. */
const migrationsBefore = 1;

/** The resources of a project; the migration of the last one comes after `lastMigration`. */
export function resourceViews(project: {
  readonly resources: readonly Resource[];
  readonly lastMigration?: number;
}): readonly ResourceView[] {
  const { resources, lastMigration } = project;
  return resources.map((it, index) => resourceView(it, index, index === resources.length - 1 ? lastMigration : undefined));
}

function resourceView(resource: Resource, index: number, lastMigration = 0): ResourceView {
  const previousMigration = Math.max(index + migrationsBefore, lastMigration);
  const fields = resource.fields.map(
    (field): FieldView => ({ ...field, column: snakeCase(field.name), label: titleOf(field.name), phrase: phraseOf(field.name) }),
  );
  const [first] = fields;
  if (first === undefined) throw new Error('a resource has at least one field');
  const phrase = phraseOf(resource.name);
  return {
    type: pascalCase(resource.name),
    types: pascalCase(resource.plural),
    value: camelCase(resource.name),
    values: camelCase(resource.plural),
    file: kebabCase(resource.name),
    path: kebabCase(resource.plural),
    table: snakeCase(resource.plural),
    phrase,
    phrases: phraseOf(resource.plural),
    label: titleOf(resource.name),
    labels: titleOf(resource.plural),
    aPhrase: withArticle(phrase),
    order: index + 1,
    migration: String(previousMigration + 1).padStart(4, '0'),
    previousMigration: String(previousMigration).padStart(4, '0'),
    fields,
    nameField: fields.find((it) => it.type === 'string' && it.required) ?? first,
    requiredFields: fields.filter((it) => it.required),
    optionalFields: fields.filter((it) => !it.required),
    uniqueFields: fields.filter((it) => it.unique),
    writtenFields: fields.filter((it) => it.type !== 'boolean'),
    fieldTypes: [...new Set(fields.map((it) => it.type))],
  };
}

/** One record for each decision that was a choice and did not come out as "none". */
export function decisionRecords(decisions: Decisions): readonly DecisionRecordView[] {
  return decisionFields
    .filter((field) => valuesOf(field).length > 1 && decisions[field] !== 'none' && decisions[field] !== false)
    .map((field, index) => decisionRecord(field, decisions, String(index + 1).padStart(4, '0')));
}

/** The path of a decision record below `docs/adr/`, without its extension. */
function recordFile(number: string, title: string): Path {
  return `${number}-${kebabCase(title)}`;
}

function decisionRecord(field: DecisionField, decisions: Decisions, number: string): DecisionRecordView {
  const { title, question } = questions[field];
  const chosen = optionOf(field, decisions[field]);
  const values: readonly DecisionValue[] = valuesOf(field);
  return {
    number,
    file: recordFile(number, title),
    title,
    question,
    choice: chosen.label,
    reason: chosen.reason,
    against: chosen.speaksAgainst,
    rejected: values
      .filter((it) => it !== decisions[field])
      .map((it) => optionOf(field, it))
      .map(({ label, chooseWhen, speaksAgainst }) => ({ label, chooseWhen, against: speaksAgainst })),
  };
}

const massNouns: ReadonlySet<string> = new Set(
  'advice equipment evidence feedback furniture hardware information jewelry luggage news software'.split(' '),
);

/** `a product`, `an order line`, `an SMS template`; what cannot be counted comes in pieces: `a piece of news`. */
function withArticle(phrase: string): string {
  if (massNouns.has(phrase.split(' ').at(-1) ?? '')) return `a piece of ${phrase}`;
  return `${startsWithVowelSound(phrase) ? 'an' : 'a'} ${phrase}`;
}

function startsWithVowelSound(phrase: string): boolean {
  const [first = ''] = phrase.split(/[ \d]/);
  // Letters that are read one by one begin as the name of the first one does.
  const isSpelled = /^[A-Z]{2,}s?$/.test(first) && first !== 'SKU' && first !== 'VAT' && first !== 'VIN';
  if (isSpelled) return /^[AEFHILMNORSX]/.test(first);
  return /^(?:[ai]|e(?!u|we)|o(?!ne$)|u(?!ni(?!n|m)|se|ti|r[iu])|hour|honest|hono|heir|x(?: |$))/i.test(first);
}
