import type { Import } from './part-manifest.ts';

/**
 * Import statements for a Python file in the order that Ruff's isort rules give: the standard library, packages, then the modules of the
 * app, with a blank line between the groups. An import without names is `import module`.
 */
export function pythonImportLines(imports: readonly Import[]): string {
  const names = new Map<string, Set<string>>();
  for (const { from, names: own, types } of imports) {
    names.set(from, new Set([...(names.get(from) ?? []), ...own, ...types]));
  }
  const statements = [...names].map(([from, own]) => ({ from, names: [...own].toSorted(byKind) }));
  const groups = [0, 1, 2].map((rank) => statements.filter((it) => rankOf(it.from) === rank).toSorted(byForm));
  return groups
    .filter((it) => it.length > 0)
    .map((group) => group.map(statement).join('\n'))
    .join('\n\n');
}

/** The same for statements that stand in a template, one a line: names of a project change their order and their length. */
export function sortedPythonImports(text: string): string {
  const lines = text.split('\n').filter((it) => it.trim() !== '');
  return `${pythonImportLines(lines.map(parsedStatement))}\n`;
}

/** Sorts each group of import statements of a file again, after names of modules have changed. */
export function sortedPythonStatements(text: string): string {
  return text.replace(/^(?:(?:from \S+ import (?:\([^)]*\)|[^\n(]+)|import \S+)\n)+/gm, (block) =>
    [...block.matchAll(/(?:from (\S+) import (?:\([^)]*\)|[^\n(]+)|import (\S+))\n/g)]
      .map(([text, from, module]) => ({ text, from: from ?? module ?? '', names: from === undefined ? [] : [text] }))
      .toSorted(byForm)
      .map((it) => it.text)
      .join(''),
  );
}

function parsedStatement(line: string): Import {
  const [, from, names, module] = /^(?:from (\S+) import (.+)|import (\S+))$/.exec(line) ?? [];
  const source = from ?? module;
  if (source === undefined) throw new Error(`'${line}' is no import`);
  return { from: source, names: names?.split(', ') ?? [], types: [] };
}

/** The name of an attribute: a name that Pydantic or SQLAlchemy needs for itself gets an underscore, as PEP 8 has it for keywords. */
export function pythonName(name: string): string {
  return takenAttributes.has(name) ? `${name}_` : name;
}

// Members of pydantic.BaseModel, deprecated ones too, and of SQLAlchemy's DeclarativeBase, whose constructor has a `self` of its own.
const takenAttributes: ReadonlySet<string> = new Set(
  `construct copy dict from_orm json parse_file parse_obj parse_raw registry schema schema_json self type_annotation_map update_forward_refs
  validate
  model_computed_fields model_config model_construct model_copy model_dump model_dump_json model_extra model_fields model_fields_set
  model_json_schema model_parametrized_name model_post_init model_rebuild model_validate model_validate_json model_validate_strings`.split(
    /\s+/,
  ),
);

/** Modules of the standard library that templates import. */
const standardLibrary: ReadonlySet<string> = new Set(
  `asyncio base64 collections contextlib contextvars dataclasses datetime decimal functools hashlib json itertools logging pathlib re secrets time
  typing unittest uuid`.split(/\s+/),
);

/** Top-level packages of the back ends. */
const ownPackages: ReadonlySet<string> = new Set(['api', 'app', 'apps', 'config', 'tests']);

/** Columns of a line of Python; the width that the formatter of the templates is set to. */
const width = 100;

function statement({ from, names }: { readonly from: string; readonly names: readonly string[] }): string {
  if (names.length === 0) return `import ${from}`;
  const line = `from ${from} import ${names.join(', ')}`;
  return line.length <= width ? line : `from ${from} import (\n${names.map((it) => `    ${it},\n`).join('')})`;
}

function rankOf(from: string): number {
  const [root = ''] = from.split('.');
  if (standardLibrary.has(root)) return 0;
  return ownPackages.has(root) ? 2 : 1;
}

function byForm(
  one: { readonly from: string; readonly names: readonly string[] },
  other: { readonly from: string; readonly names: readonly string[] },
): number {
  return Number(one.names.length > 0) - Number(other.names.length > 0) || (one.from < other.from ? -1 : 1);
}

/** Constants, then classes, then the rest, each sorted: isort's `order_by_type`. */
function byKind(one: string, other: string): number {
  return kindOf(one) - kindOf(other) || (one < other ? -1 : Number(one > other));
}

function kindOf(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
