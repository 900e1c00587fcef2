import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What a field of a body holds; unknown: nothing says it. */
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'unknown';

/** What the models of a unit say of a field. */
export interface ModelField {
  readonly type: FieldType;
  readonly isRequired: boolean;
}

/** What the models of the unit of a file say of a field of this name; undefined where none has it, or they do not agree. */
export function modelField(workspace: Workspace, code: LiftedCode, name: string): ModelField | undefined {
  const fields = modelFields(workspace).get(workspace.unitOf(code.path));
  const field = fields?.get(plain(name));
  if (!fields || !field || field.type === 'unknown') return undefined;
  // Where no model requires anything, that a field is not required says nothing.
  return field.isRequired || [...fields.values()].some((it) => it?.isRequired) ? field : { ...field, isRequired: true };
}

/** What a name alone says, in the words that most applications use for the same things. */
export function typeByName(name: string): FieldType {
  const word = plain(name);
  if (
    /^(?:is|has|can|should|allow|enable)[A-Z_]/.test(name) ||
    /^(?:active|enabled|completed|done|published|checked)$/.test(word)
  )
    return 'boolean';
  if (/(?:quantity|qty|count)$/.test(word) || word === 'age') return 'integer';
  if (/(?:price|amount|rating|weight|height)$/.test(word)) return 'number';
  if (TEXTS.test(word)) return 'text';
  return /^(?:tags|items|ids)$|[a-z]Ids$|_ids$/.test(name) ? 'list' : 'unknown';
}

const TEXTS =
  /(?:name|title|email|password|passwd|description|message|text|comment|phone|slug|url|token|bio|caption|summary|subject|username|address|path|city|street|zip|postcode|country)$/;

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

type Fields = ReadonlyMap<string, ModelField | null>;

/** By unit and name; null where two models differ. */
const modelFields = perVisibleState((workspace): ReadonlyMap<Unit, Fields> => {
  const units = new Map<Unit, Map<string, ModelField | null>>();
  for (const file of workspace.files.values()) {
    if (!isCode(file) || workspace.roleOf(file.path) !== undefined) continue;
    const found =
      file.facts.language === 'python' ? inPython(file.facts) : file.facts.language === 'go' ? [] : inScript(file.facts);
    if (found.length === 0) continue;
    const unit = workspace.unitOf(file.path);
    const fields = units.get(unit) ?? new Map<string, ModelField | null>();
    units.set(unit, fields);
    for (const [name, field] of found) {
      const there = fields.get(plain(name));
      const isSame = there !== null && there?.type === field.type;
      fields.set(
        plain(name),
        there === undefined ? field : isSame ? { ...field, isRequired: there.isRequired || field.isRequired } : null,
      );
    }
  }
  return units;
});

/** Schemas of mongoose and models of Sequelize. */
function inScript({ calls }: CodeFacts): [string, ModelField][] {
  return calls.flatMap(({ callee, args }): [string, ModelField][] => {
    const name = callee.path.at(-1) ?? '';
    const fields = name === 'Schema' ? args[0] : name === 'define' ? args[1] : name === 'init' ? args[0] : undefined;
    if (fields?.kind !== 'object') return [];
    return fields.entries.flatMap(({ key, value }): [string, ModelField][] => {
      const type = scriptType(value);
      return type === undefined ? [] : [[key, { type, isRequired: isRequired(value) }]];
    });
  });
}

function scriptType(value: Value): FieldType | undefined {
  if (value.kind === 'array') return 'list';
  if (value.kind === 'object') {
    const type = value.entries.find((it) => it.key === 'type')?.value;
    return type && scriptType(type);
  }
  const word = value.kind === 'reference' || value.kind === 'call' ? value.path.at(-1) : undefined;
  return word === undefined ? undefined : SCRIPT_TYPES[word.toLowerCase()];
}

const SCRIPT_TYPES: Readonly<Record<string, FieldType>> = {
  string: 'text',
  text: 'text',
  uuid: 'text',
  objectid: 'text',
  number: 'number',
  integer: 'integer',
  float: 'number',
  double: 'number',
  decimal: 'number',
  boolean: 'boolean',
  array: 'list',
};

function isRequired(value: Value): boolean {
  return (
    value.kind === 'object' &&
    value.entries.some(
      ({ key, value: said }) =>
        (key === 'required' && !(said.kind === 'literal' && said.value === false)) ||
        (key === 'allowNull' && said.kind === 'literal' && said.value === false),
    )
  );
}

/** Fields of Django's models, and columns of SQLAlchemy and its relatives. */
function inPython({ classes, calls }: CodeFacts): [string, ModelField][] {
  return classes.flatMap(({ fields }) =>
    fields.flatMap(({ name, value }): [string, ModelField][] => {
      const call = value?.kind === 'call' ? calls[value.call] : undefined;
      const made = call?.callee.path.at(-1) ?? '';
      const column = /^(?:Column|mapped_column)$/.test(made) ? call?.args.find((it) => it.kind !== 'literal') : undefined;
      const word = column ? (column.kind === 'reference' || column.kind === 'call' ? column.path.at(-1) : undefined) : made;
      const type = word === undefined ? undefined : PYTHON_TYPES[word.replace(/Field$/, '').toLowerCase()];
      if (!call || type === undefined || (!column && !/Field$|^ForeignKey$/.test(made))) return [];
      const isOptional = call.keywords.some(
        (it) =>
          /^(?:null|blank|nullable|default|server_default)$/.test(it.name) &&
          !(it.value.kind === 'literal' && it.value.value === false),
      );
      return [[name, { type, isRequired: !isOptional }]];
    }),
  );
}

const PYTHON_TYPES: Readonly<Record<string, FieldType>> = {
  char: 'text',
  string: 'text',
  text: 'text',
  email: 'text',
  slug: 'text',
  url: 'text',
  uuid: 'text',
  unicode: 'text',
  integer: 'integer',
  positiveinteger: 'integer',
  positivesmallinteger: 'integer',
  smallinteger: 'integer',
  biginteger: 'integer',
  float: 'number',
  decimal: 'number',
  numeric: 'number',
  boolean: 'boolean',
  json: 'object',
  foreignkey: 'unknown',
  onetoone: 'unknown',
  manytomany: 'unknown',
  jsonb: 'object',
};
