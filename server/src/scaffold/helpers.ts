import Handlebars from 'handlebars';
import { camelCase, kebabCase, pascalCase, phraseOf, snakeCase, titleOf } from '#decisions/names.ts';
import { djangoField, djangoIndex } from './django-names.ts';
import { goImportLines, goModule, goName, goPackage } from './go-names.ts';
import type { FieldTypeMappings, Import } from './part-manifest.ts';
import { pythonImportLines, pythonName, sortedPythonImports } from './python-imports.ts';
import { importLines } from './typescript-imports.ts';

/** What templates may call, and nothing else. A helper that is given nothing where it needs something throws. */
export function createEngine(fieldTypes: FieldTypeMappings): typeof Handlebars {
  const engine = Handlebars.create();
  engine.registerHelper({
    camelCase: (name: unknown) => camelCase(word(name)),
    kebabCase: (name: unknown) => kebabCase(word(name)),
    pascalCase: (name: unknown) => pascalCase(word(name)),
    phraseCase: (name: unknown) => phraseOf(word(name)),
    snakeCase: (name: unknown) => snakeCase(word(name)),
    titleCase: (name: unknown) => titleOf(word(name)),
    eq: (one: unknown, other: unknown) => one === other,
    or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
    and: (...values: unknown[]) => values.slice(0, -1).every(Boolean),
    not: (value: unknown) => !value,
    given: (value: unknown) => value !== null && value !== undefined,
    includes: (list: unknown, value: unknown) => items(list).includes(value),
    concat: (...parts: unknown[]) => parts.slice(0, -1).map(word).join(''),
    join: (list: unknown, separator: unknown) => items(list).map(word).join(word(separator)),
    merged: (one: unknown, other: unknown) => sortedByKey({ ...Object(one), ...Object(other) }),
    json: (value: unknown, indent: unknown) => json(value, indent),
    compactJson: (value: unknown, indent: unknown) => compactJson(value, Number(indent)),
    lines: (text: unknown, indent: unknown) => indented(word(text), Number(indent)),
    typed: (mapping: string, field: unknown, options: unknown) => typed(fieldTypes, mapping, field, options),
    stored: (mapping: unknown, field: unknown, options: unknown) =>
      typed(fieldTypes, databaseOf(options) + word(mapping), field, options),
    typedAll: (...pairs: unknown[]) => typedAll(fieldTypes, pairs.slice(0, -1)),
    openBrace: () => '{',
    closeBrace: () => '}',
    imports: (...values: unknown[]) =>
      importLines(
        values.slice(0, -2).flatMap((it) => (it ?? []) as readonly Import[]),
        word(values.at(-2)),
      ),
    pythonImports: (...lists: unknown[]) =>
      pythonImportLines(lists.slice(0, -1).flatMap((it) => (it ?? []) as readonly Import[])),
    pythonName: (name: unknown) => pythonName(word(name)),
    pythonRenames: (fields: unknown) => items(fields).some((it) => isRenamed(it as { readonly column: string })),
    sortedPython(this: unknown, options: { readonly fn: (context: unknown) => string }) {
      return sortedPythonImports(options.fn(this));
    },
    djangoField: (field: unknown) =>
      djangoField(
        mappingOf(fieldTypes, 'djangoColumn', field),
        field as { readonly required: boolean; readonly unique: boolean },
      ),
    djangoIndex: (table: unknown) => djangoIndex(word(table)),
    goImports: (project: unknown, list: unknown) => goImportLines(word(project), list as readonly Import[]),
    goModule: (project: unknown) => goModule(word(project)),
    goName: (name: unknown) => goName(word(name)),
    goPackage: (path: unknown) => goPackage(word(path)),
    sum: (...values: unknown[]) => values.slice(0, -1).reduce((sum: number, it) => sum + Number(it), 0),
    [presentHelper]: (value: unknown, options: { readonly hash: { readonly name: string } }) => present(value, options.hash.name),
  });
  return engine;
}

/** Wrapped around every plain `{{value}}` by the renderer, so that a value that is missing or empty is an error. */
export const presentHelper = 'present';

function present(value: unknown, name: string): unknown {
  if (typeof value === 'string' ? value !== '' : typeof value === 'number') return value;
  throw new Error(`'${name}' is ${value === '' ? 'empty' : `no text but ${typeof value}`}`);
}

function word(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`a text was expected, not ${value === '' ? 'an empty one' : typeof value}`);
}

function items(list: unknown): readonly unknown[] {
  if (Array.isArray(list)) return list;
  throw new Error('a list was expected');
}

/** Tells whether the attribute of a field cannot have the name of its column. */
function isRenamed({ column }: { readonly column: string }): boolean {
  return pythonName(column) !== column;
}

function sortedByKey(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with two spaces; further lines are indented by the given number of spaces, for use inside another text. */
function json(value: unknown, indent: unknown): string {
  const text = JSON.stringify(value, null, 2);
  if (text === undefined) throw new Error('a value was expected that JSON can hold');
  return typeof indent === 'number' ? text.replaceAll('\n', `\n${' '.repeat(indent)}`) : text;
}

/** JSON in which whatever fits on a line stands on one; further lines are indented by the given number of spaces. */
function compactJson(value: unknown, indent: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + 2;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Array.isArray(value)
    ? value.map((it) => compactJson(it, inner))
    : Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${compactJson(it, inner)}`);
  const space = Array.isArray(value) || members.length === 0 ? '' : ' ';
  const line = `${open}${space}${members.join(', ')}${space}${close}`;
  if (!line.includes('\n') && indent + line.length <= jsonWidth) return line;
  return `${open}\n${members.map((it) => ' '.repeat(inner) + it).join(',\n')}\n${' '.repeat(indent)}${close}`;
}

/** Columns of a line of JSON; the width that the formatters of the templates are set to. */
const jsonWidth = 120;

function indented(text: string, indent: number): string {
  const space = ' '.repeat(indent);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}

/**
 * What a field, or a field type by its name, is in a mapping of `field-types.json`, with `%key%` replaced by the argument of that name or
 * else by what the field has there.
 */
function typed(fieldTypes: FieldTypeMappings, mapping: string, field: unknown, options: unknown): string {
  const values = Object(field) as Readonly<Record<string, unknown>>;
  const given = (options as { readonly hash: Readonly<Record<string, unknown>> }).hash;
  return mappingOf(fieldTypes, mapping, field).replace(/%(\w+)%/g, (_, key: string) => word(given[key] ?? values[key]));
}

/** The database of the project that is rendered: the mappings of `stored` begin with it. */
function databaseOf(options: unknown): string {
  return (options as { readonly data: { readonly root: { readonly decisions: { readonly database: string } } } }).data.root
    .decisions.database;
}

/** The texts of pairs of a mapping and a list of fields, sorted, each once, without empty ones. */
function typedAll(fieldTypes: FieldTypeMappings, pairs: readonly unknown[]): readonly string[] {
  const [mapping, fields, ...others] = pairs;
  if (mapping === undefined) return [];
  const here = items(fields).map((field) => mappingOf(fieldTypes, word(mapping), field));
  const all = new Set([...here, ...typedAll(fieldTypes, others)].filter((it) => it !== ''));
  return [...all].toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

function mappingOf(fieldTypes: FieldTypeMappings, mapping: string, field: unknown): string {
  const type = typeof field === 'string' ? field : (field as { readonly type: string }).type;
  const text = fieldTypes[mapping]?.[type];
  if (text === undefined) throw new Error(`field-types.json has no '${mapping}' for '${type}'`);
  return text;
}
