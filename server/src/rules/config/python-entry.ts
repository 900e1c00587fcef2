import { fileName, foldersUp, joinPath } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import { addPythonImports } from '#snippets/python-imports.ts';
import type { Entry, Move } from './move-to-config.ts';

/** The configuration module of a Python unit: a pydantic settings class with an instance, or a module of plain names. */
export function pythonEntry(move: Move): Entry | undefined {
  for (const path of move.environment.configModules) {
    const file = move.workspace.files.get(path);
    const text = move.workspace.textOf(path);
    if (!file || !isCode(file) || text === undefined || file.facts.language !== 'python') continue;
    const entry = inSettingsClass(move, file, text) ?? asPlainName(move, file, text);
    if (entry) return entry;
  }
  return move.environment.configModules.length === 0 ? createdModule(move) : undefined;
}

function inSettingsClass(move: Move, file: LiftedCode, text: string): Entry | undefined {
  const schema = file.visible.find((it) => it.kind === 'env-schema' && it.framework === 'pydantic-settings');
  const settings = schema && file.facts.classes.find((it) => it.nameSpan.start === schema.span.start);
  const instance = settings && file.facts.bindings.find((it) => it.scope === 0 && callsClass(file, it.origin, settings.name));
  const lastField = settings?.fields.filter((it) => it.type !== undefined).at(-1);
  if (!settings || !instance || !lastField) return undefined;
  const lineEnd = text.indexOf('\n', lastField.span.end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  const indent = /[ \t]*$/.exec(text.slice(0, lastField.span.start))?.[0] ?? '    ';
  const field = move.name.toLowerCase();
  const change = { span: { start: at, end: at }, text: `\n${indent}${field}: ${fieldType(move.read)}` };
  return {
    edits: [{ kind: 'change', path: file.path, changes: [change], note: `Add ${field}` }],
    from: file.path,
    name: instance.name,
    usage: `.${field}`,
  };
}

function callsClass(file: LiftedCode, origin: { readonly kind: string }, name: string): boolean {
  if (origin.kind !== 'value' || !('value' in origin)) return false;
  const { value } = origin as { readonly value: { readonly kind: string; readonly call?: number } };
  return value.kind === 'call' && value.call !== undefined && file.facts.calls[value.call]?.callee.path.join('.') === name;
}

/** A module of names such as `STRIPE_KEY = os.environ["STRIPE_KEY"]`. */
function asPlainName(move: Move, file: LiftedCode, text: string): Entry | undefined {
  const isPlain = file.facts.bindings.some(
    (it) =>
      it.scope === 0 &&
      file.facts.envReads.some((read) => it.statement.start <= read.span.start && read.span.end <= it.statement.end),
  );
  if (!isPlain || file.facts.bindings.some((it) => it.scope === 0 && it.name === move.name)) return undefined;
  const start = text === '' || text.endsWith('\n') ? '' : '\n';
  const added = `${start}${move.name} = ${written(move)}\n`;
  const imports = /^\s*import os\b/m.test(text) ? [] : addPythonImports(text, [{ module: 'os', namespace: 'os' }], []).changes;
  const change = { span: { start: text.length, end: text.length }, text: added };
  return {
    edits: [{ kind: 'change', path: file.path, changes: [...imports, change], note: `Add ${move.name}` }],
    from: file.path,
    name: move.name,
    usage: '',
  };
}

/** The read in the module's own words: through `os`, converted as it was. */
function written({ read, name, text }: Move): string {
  const fallback = read.defaultValue && text.slice(read.defaultValue.span.start, read.defaultValue.span.end);
  const value = fallback === undefined ? `os.environ["${name}"]` : `os.getenv("${name}", ${fallback})`;
  return read.cast !== undefined && /^(int|float|str|bool)$/.test(read.cast) ? `${read.cast}(${value})` : value;
}

function fieldType(read: SyntaxEnvRead): string {
  const type =
    read.cast === 'int' || read.cast === 'float' ? read.cast : read.cast === 'boolean' || read.cast === 'bool' ? 'bool' : 'str';
  const fallback = read.defaultValue?.kind === 'literal' ? read.defaultValue.value : undefined;
  if (fallback === undefined) return type;
  if (fallback === null) return `${type} | None = None`;
  return type === 'str'
    ? `str = ${JSON.stringify(String(fallback))}`
    : `${type} = ${type === 'bool' ? (String(fallback).toLowerCase() === 'true' ? 'True' : 'False') : String(fallback)}`;
}

function createdModule(move: Move): Entry | undefined {
  const { workspace, file, read, name } = move;
  const unit = workspace.unitOf(file.path);
  const packageFolder =
    [...foldersUp(file.path)]
      .reverse()
      .find((it) => it !== unit.folder && it.startsWith(unit.folder) && fileName(it) !== 'src') ?? unit.folder;
  const path = joinPath(packageFolder, 'config.py') ?? 'config.py';
  if (workspace.files.has(path)) return undefined;
  const usesPydantic = unit.dependencies.has('pydantic-settings');
  const text = usesPydantic
    ? `from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    """The environment, checked when the process starts."""\n\n    ${name.toLowerCase()}: ${fieldType(read)}\n\n\nsettings = Settings()\n`
    : `"""The environment, read in one place when the process starts."""\n\nimport os\n\n${name} = ${written(move)}\n`;
  return {
    edits: [{ kind: 'create', path, text, note: 'Create the configuration module' }],
    from: path,
    name: usesPydantic ? 'settings' : name,
    usage: usesPydantic ? `.${name.toLowerCase()}` : '',
  };
}
