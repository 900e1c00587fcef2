import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import { addPythonImports } from '#snippets/python-imports.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf } from '../edit.ts';
import { editCode } from '../file-edit.ts';
import { styleIn } from '../file-style.ts';
import { newModule } from '../modules.ts';
import { indentAt } from '../statements.ts';
import { layOut, quoted, type TextStyle } from '../text-style.ts';
import { worded } from '../wording.ts';
import { type RequiredForm, requiredForm } from './required-field.ts';
import type { ConfigurationEntry, Setting } from './setting.ts';

/**
 * An entry in the configuration module of a Python unit, in the form that it has: a settings class with an instance or a function that gives one,
 * Django's settings, or plain names. Without a module one is created. Undefined where the form is not known.
 */
export function pythonEntry(workspace: Workspace, near: Path, setting: Setting): ConfigurationEntry | undefined {
  const { configModules } = workspace.environmentOf(workspace.unitOf(near));
  for (const path of configModules) {
    const file = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!file || !isCode(file) || text === undefined || file.facts.language !== 'python' || path === near) continue;
    const place = { workspace, file, text, style: styleIn(workspace, path), setting };
    const entry = inSettingsClass(place) ?? asPlainName(place, isDjangoSettings(workspace, file));
    if (entry) return entry;
  }
  return configModules.some((it) => it !== near) ? undefined : created(workspace, near, setting);
}

interface Place {
  readonly workspace: Workspace;
  readonly file: LiftedCode;
  readonly text: string;
  readonly style: TextStyle;
  readonly setting: Setting;
}

function inSettingsClass({ workspace, file, text, style, setting }: Place): ConfigurationEntry | undefined {
  const schema = file.visible.find((it) => it.kind === 'env-schema' && it.framework === 'pydantic-settings');
  const settings = schema && file.facts.classes.find((it) => it.nameSpan.start === schema.span.start);
  const access = settings && accessTo(file, settings);
  const last = settings?.fields.filter((it) => it.type !== undefined).at(-1);
  if (!settings || !access || !last) return undefined;
  const fields = settings.fields.filter((it) => it.type !== undefined);
  const names = fields.map((it) => it.name);
  const there = fields.find((it) => it.name.toLowerCase() === setting.name.toLowerCase());
  if (there && setting.type === 'number' && !/int|float/i.test(there.type?.text ?? '')) return undefined;
  const known = there?.name;
  const isUpper = names.filter((it) => /^[A-Z][A-Z0-9_]*$/.test(it)).length * 2 > names.length;
  const field = known ?? (isUpper ? setting.name : setting.name.toLowerCase());
  const place = { from: file.path, name: access.name, usage: `${access.usage}.${field}` };
  if (known !== undefined) return { ...place, edits: [] };
  const end = last.value?.span.end ?? last.type?.span.end ?? last.span.end;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : text.charAt(next - 1) === '\r' ? next - 1 : next;
  // A call such as `Field(…)` may go on over several lines; then the place is not certain.
  if (/[([{]\s*$/.test(text.slice(last.span.start, lineEnd))) return undefined;
  const required = requiredForm(file.facts.calls, settings.fields);
  const line = `${indentAt(text, last.span.start)}${field}: ${fieldOf(setting, style, required)}`;
  const changes = [{ span: { start: lineEnd, end: lineEnd }, text: style.lineEnd + line }];
  const packages = isRequired(setting) ? required.packages : setting.isPositive ? [FIELD] : [];
  const edit = editCode(workspace, file.path, { packages, changes: () => changes, note: worded`Add ${field}` });
  return edit && { ...place, edits: [edit] };
}

/** `settings = Settings()`, or `def get_settings(): return Settings()`. */
function accessTo(
  { facts }: LiftedCode,
  { name }: ClassDeclaration,
): { readonly name: string; readonly usage: string } | undefined {
  const makes = (call: number | undefined): boolean => call !== undefined && facts.calls[call]?.callee.path.join('.') === name;
  const instance = facts.bindings.find(
    ({ scope, origin }) => scope === 0 && origin.kind === 'value' && origin.value.kind === 'call' && makes(origin.value.call),
  );
  if (instance) return { name: instance.name, usage: '' };
  const maker = facts.returns.find(({ values: [value] }) => value?.kind === 'call' && makes(value.call));
  const fn = maker && facts.scopes[maker.scope];
  return fn?.fn?.name !== undefined && fn.parent === 0 && fn.fn.parameters.length === 0
    ? { name: fn.fn.name, usage: '()' }
    : undefined;
}

/** A module of names such as `STRIPE_KEY = os.environ["STRIPE_KEY"]`, after the last of them. */
function asPlainName({ file, text, style, setting }: Place, isDjango: boolean): ConfigurationEntry | undefined {
  const { bindings, envReads, calls } = file.facts;
  const isRead = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    envReads.some((it) => start <= it.span.start && it.span.end <= end) ||
    calls.some((it) => start <= it.span.start && it.span.end <= end && /^(?:env|config)$/.test(it.callee.path[0] ?? ''));
  const last = bindings
    .filter((it) => it.scope === 0 && it.declares !== 'function' && it.declares !== 'class' && isRead(it.statement))
    .at(-1);
  const access = isDjango
    ? { from: file.path, name: 'settings', usage: `.${setting.name}`, importedFrom: 'django.conf' }
    : { from: file.path, name: setting.name, usage: '' };
  const known = bindings.find((it) => it.scope === 0 && it.name === setting.name);
  if (known && isRead(known.statement)) {
    const isNumber = /int|float/.test(text.slice(known.statement.start, known.statement.end));
    return setting.type !== 'number' || isNumber ? { ...access, edits: [] } : undefined;
  }
  if (!last || known) return undefined;
  const { value, reader } = readAsIn(file, setting, style);
  const next = text.indexOf('\n', last.statement.end);
  const at = next < 0 ? text.length : text.charAt(next - 1) === '\r' ? next - 1 : next;
  if (/[([{]\s*$/.test(text.slice(last.statement.start, at))) return undefined;
  const imports = reader === undefined ? addPythonImports(text, [{ module: 'os' }], []).changes : [];
  const changes = [...imports, { span: { start: at, end: at }, text: `${style.lineEnd}${setting.name} = ${value}` }];
  return { ...access, edits: [changeOf(file.path, changes, worded`Add ${setting.name}`)] };
}

/** A read of the setting as the file reads others: through django-environ or python-decouple, which `reader` names, or through `os`. */
export function readAsIn(
  { facts: { calls } }: LiftedCode,
  setting: Setting,
  style: TextStyle,
): { readonly value: string; readonly reader: string | undefined } {
  const reader = ['env', 'config'].find((it) =>
    calls.some((call) => call.scope === 0 && call.callee.path[0] === it && call.args[0]?.kind === 'literal'),
  );
  return { reader, value: reader === undefined ? readOf(setting, style) : readThrough(reader, setting, style) };
}

export function isDjangoSettings(workspace: Workspace, { path }: LiftedCode): boolean {
  return (
    [...workspace.unitOf(path).dependencies].some((it) => it.toLowerCase() === 'django') && /(^|\/)settings(\/|\.py$)/.test(path)
  );
}

/** Through `os`, converted; `os.environ[…]` ends the process without the variable. */
export function readOf({ name, type, fallback, isOptional, isDecimal }: Setting, style: TextStyle): string {
  const key = quoted(name, style);
  if (type === 'boolean')
    return `os.environ.get(${key}, ${quoted(String(fallback === true), style)}).lower() == ${quoted('true', style)}`;
  if (isOptional) return `os.environ.get(${key})`;
  const value = fallback === undefined ? `os.environ[${key}]` : `os.environ.get(${key}, ${quoted(String(fallback), style)})`;
  return type === 'number' ? `${isDecimal ? 'float' : 'int'}(${value})` : value;
}

/** Through django-environ or python-decouple. */
function readThrough(reader: string, { name, type, fallback, isOptional }: Setting, style: TextStyle): string {
  const key = quoted(name, style);
  const value = isOptional ? 'None' : fallback === undefined ? undefined : pythonLiteral(fallback, style);
  const rest = value === undefined ? '' : `, default=${value}`;
  if (reader === 'env') return `env${{ number: '.int', boolean: '.bool', list: '.list', text: '' }[type]}(${key}${rest})`;
  return `config(${key}${rest}${{ number: ', cast=int', boolean: ', cast=bool', list: '', text: '' }[type]})`;
}

const FIELD: NeededImport = { module: 'pydantic', names: ['Field'] };

function fieldOf(setting: Setting, style: TextStyle, required: RequiredForm): string {
  const { type, fallback, isOptional, isDecimal, isPositive } = setting;
  const written = type === 'number' ? (isDecimal ? 'float' : 'int') : type === 'boolean' ? 'bool' : 'str';
  if (isOptional) return `${written} | None = None`;
  if (isPositive && fallback !== undefined) return `${written} = Field(default=${pythonLiteral(fallback, style)}, gt=0)`;
  return written + (fallback === undefined ? required.written : ` = ${pythonLiteral(fallback, style)}`);
}

function isRequired({ fallback, isOptional }: Setting): boolean {
  return fallback === undefined && !isOptional;
}

function pythonLiteral(value: string | number | boolean, style: TextStyle): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? quoted(value, style) : String(value);
}

function created(workspace: Workspace, near: Path, setting: Setting): ConfigurationEntry | undefined {
  const { dependencies } = workspace.unitOf(near);
  const path = newModule(workspace, near, 'config');
  // Django has a place for settings; a second one beside it is nobody's choice.
  if (path === undefined || [...dependencies].some((it) => it.toLowerCase() === 'django')) return undefined;
  const style = styleIn(workspace, path, near);
  const isPydantic = dependencies.has('pydantic-settings');
  const field = setting.name.toLowerCase();
  const required = requiredForm([], []);
  const imports = isRequired(setting) || setting.isPositive ? 'from pydantic import Field\n' : '';
  const code = isPydantic
    ? `${imports}from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n\t"""The environment, checked when the process starts."""\n\n\t${field}: ${fieldOf(setting, style, required)}\n\n\nsettings = Settings()\n`
    : `"""The environment, read in one place when the process starts."""\n\nimport os\n\n${setting.name} = ${readOf(setting, style)}\n`;
  return {
    edits: [{ kind: 'create', path, text: layOut(code, style), note: worded`Create the configuration module` }],
    from: path,
    name: isPydantic ? 'settings' : setting.name,
    usage: isPydantic ? `.${field}` : '',
  };
}
