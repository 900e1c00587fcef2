import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { addScriptImports } from '#snippets/script-imports.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf } from '../edit.ts';
import { styleIn } from '../file-style.ts';
import { isCommonJs } from '../imports.ts';
import { layOut } from '../text-style.ts';
import { worded } from '../wording.ts';
import { newScriptConfiguration } from './new-script-configuration.ts';
import { countingRead } from './script-count.ts';
import type { ScriptPlace } from './script-place.ts';
import { fallbackSign, isOfType, literal, readOf, zodType } from './script-values.ts';
import { type ConfigurationEntry, camelCase, type Setting } from './setting.ts';

/**
 * An entry in the configuration module of a TypeScript or JavaScript unit, in the form that it has: a zod schema, t3-env or envalid, an object
 * that is filled through a helper or with plain reads, or constants. Without a module one is created. Undefined where the form is not known.
 */
export function scriptEntry(workspace: Workspace, near: Path, setting: Setting): ConfigurationEntry | undefined {
  const { configModules } = workspace.environmentOf(workspace.unitOf(near));
  for (const path of configModules) {
    const file = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!file || !isCode(file) || text === undefined || file.facts.container || path === near || OF_ONE_STAGE.test(path))
      continue;
    const home = homeIn({ file, text, style: styleIn(workspace, path), setting });
    if (!home) continue;
    const { changes, ...rest } = home;
    return { ...rest, from: path, edits: changes.length === 0 ? [] : [changeOf(path, changes, worded`Add ${setting.name}`)] };
  }
  return configModules.some((it) => it !== near) ? undefined : newScriptConfiguration(workspace, near, setting);
}

/** A module with the values of one place where the program runs is never imported by name. */
const OF_ONE_STAGE = /(?:^|[/.])(?:prod(?:uction)?|dev(?:elopment)?|stag(?:e|ing)|test(?:ing)?|local)\.[cm]?[jt]sx?$/;

type Home = Omit<ConfigurationEntry, 'from' | 'edits'> & { readonly changes: readonly TextChange[] };

function homeIn(place: ScriptPlace): Home | undefined {
  for (const binding of place.file.facts.bindings) {
    const exported = exportOf(place.file, binding);
    if (binding.scope !== 0 || !exported || binding.origin.kind !== 'value' || isClosed(binding)) continue;
    const { value } = binding.origin;
    const home = inSchema(place, value) ?? inObject(place, value) ?? inWhole(place, value);
    if (home) return { ...home, name: binding.name, ...exported };
  }
  return asConstant(place);
}

type Filled = Pick<Home, 'changes' | 'usage' | 'mayBeMissing'>;

/** A type that the object keeps to has no room for another entry, as the options of a library have none. */
function isClosed({ type }: Binding): boolean {
  return type !== undefined && !/^(?:any|Record\s*<)/.test(type.text);
}

function isPlainRead({ type, fallback, isOptional }: Setting): boolean {
  return type === 'text' && fallback === undefined && !isOptional;
}

/** `z.object({ … }).parse(process.env)`, `createEnv({ server: { … } })`, `cleanEnv(process.env, { … })`. */
function inSchema(place: ScriptPlace, value: Value): Filled | undefined {
  const { file, setting, style, text } = place;
  const usage = `.${setting.name}`;
  const schema = zodObject(file, value);
  const declares = (object: ObjectValue): Filled | undefined => {
    const span = object.entries.find((it) => it.key === setting.name)?.value.span;
    return span && isOfType(setting, text.slice(span.start, span.end)) ? { changes: [], usage } : undefined;
  };
  if (schema && has(schema, setting.name)) return declares(schema);
  if (schema) return { changes: [added(place, schema, `${setting.name}: ${zodType(setting, style)}`)], usage };
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const call = file.facts.calls[value.call];
  const callee = call?.callee.path.at(-1);
  const [first, second] = call?.args ?? [];
  if (callee === 'createEnv' && first?.kind === 'object') {
    const server = first.entries.find((it) => it.key === 'server')?.value;
    const runtime = first.entries.find((it) => /^runtimeEnv(?:Strict)?$/.test(it.key))?.value;
    if (server?.kind !== 'object' || !runtime) return undefined;
    if (has(server, setting.name)) return declares(server);
    const entry = added(place, server, `${setting.name}: ${zodType(setting, style)}`);
    const read = runtime.kind === 'object' ? [added(place, runtime, `${setting.name}: process.env.${setting.name}`)] : [];
    return { changes: [entry, ...read], usage };
  }
  if (callee !== 'cleanEnv' || second?.kind !== 'object') return undefined;
  if (has(second, setting.name)) return declares(second);
  const validator = { text: 'str', number: 'num', boolean: 'bool', list: 'str' }[setting.type];
  const options = setting.isOptional
    ? '{ default: undefined }'
    : setting.fallback === undefined
      ? ''
      : `{ default: ${literal(setting.fallback, style)} }`;
  const imports = addScriptImports(text, { start: 0, end: text.length }, [{ module: 'envalid', names: [validator] }]);
  if (imports.conflicts.length > 0) return undefined;
  return { changes: [...imports.changes, added(place, second, `${setting.name}: ${validator}(${options})`)], usage };
}

/** An object whose values are read one by one, or come from a schema that is kept inside. */
function inObject(place: ScriptPlace, value: Value): Filled | undefined {
  const { file, setting, style, text } = place;
  if (value.kind !== 'object' || value.isOpen || value.entries.length === 0) return undefined;
  const isUpper = value.entries.filter((it) => /^[A-Z][A-Z0-9_]*$/.test(it.key)).length * 2 > value.entries.length;
  const key = isUpper ? setting.name : camelCase(setting.name);
  // Somebody reads it elsewhere although it is there.
  const known = value.entries.find((it) => readsVariable(file, it.value, setting.name));
  if (known)
    return isOfType(setting, text.slice(known.value.span.start, known.value.span.end))
      ? { changes: [], usage: `.${known.key}` }
      : undefined;
  if (has(value, key)) return undefined;
  const usage = `.${key}`;
  const env = file.facts.bindings.find(
    (it) => it.scope === 0 && it.origin.kind === 'value' && zodObject(file, it.origin.value) !== undefined,
  );
  const schema = env?.origin.kind === 'value' ? zodObject(file, env.origin.value) : undefined;
  const isDerived = value.entries.some(
    (it) => it.value.kind === 'reference' && it.value.path.length === 2 && it.value.path[0] === env?.name,
  );
  if (env && schema && isDerived)
    return {
      changes: [
        added(place, schema, `${setting.name}: ${zodType(setting, style)}`),
        added(place, value, `${key}: ${env.name}.${setting.name}`),
      ],
      usage,
    };
  const helper = helperOf(file, value);
  const isFilled =
    helper !== undefined || value.entries.some((it) => file.facts.envReads.some((read) => inside(it.value.span, read.span)));
  if (!isFilled) return undefined;
  const count = setting.isPositive ? countingRead(place) : undefined;
  if (setting.isPositive && !count) return undefined;
  const read = count?.call ?? readOf(setting, style, helper, fallbackSign(text));
  return {
    changes: [added(place, value, `${key}: ${read}`), ...(count?.changes ?? [])],
    usage,
    ...(helper === undefined && isPlainRead(setting) && { mayBeMissing: true }),
  };
}

/** `export const env = process.env`: all is there already. */
function inWhole({ file, setting }: ScriptPlace, { span }: Value): Filled | undefined {
  const isWhole = file.facts.envReads.some((it) => it.form === 'whole' && inside(it.span, span) && inside(span, it.span));
  return isWhole && isPlainRead(setting) ? { changes: [], usage: `.${setting.name}`, mayBeMissing: true } : undefined;
}

/** `export const DATABASE_URL = process.env.DATABASE_URL;`, one after the other. */
function asConstant({ file, text, style, setting }: ScriptPlace): Home | undefined {
  const { bindings, envReads } = file.facts;
  const siblings = bindings.filter(
    (it) =>
      it.scope === 0 &&
      it.isExported &&
      it.origin.kind === 'value' &&
      it.declares !== 'function' &&
      envReads.some((read) => inside(it.statement, read.span)),
  );
  const last = siblings.at(-1);
  if (!last || isCommonJs(text) || /^export\s*=/m.test(text)) return undefined;
  const known = siblings.find((it) => envReads.some((read) => read.name === setting.name && inside(it.statement, read.span)));
  if (known)
    return isOfType(setting, text.slice(known.statement.start, known.statement.end))
      ? { changes: [], name: known.name, usage: '' }
      : undefined;
  const name = siblings.every((it) => /^[A-Z][A-Z0-9_]*$/.test(it.name)) ? setting.name : camelCase(setting.name);
  if (bindings.some((it) => it.scope === 0 && it.name === name)) return undefined;
  const count = setting.isPositive ? countingRead({ file, text, style, setting }) : undefined;
  if (setting.isPositive && !count) return undefined;
  const read = count?.call ?? readOf(setting, style, undefined, fallbackSign(text));
  const line = layOut(`export const ${name} = ${read};`, style);
  const lineEnd = text.indexOf('\n', last.statement.end);
  const at = lineEnd < 0 ? text.length : text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
  const changes = [{ span: { start: at, end: at }, text: style.lineEnd + line }, ...(count?.changes ?? [])];
  return { changes, name, usage: '', ...(isPlainRead(setting) && { mayBeMissing: true }) };
}

/** Under which form other files can import a binding; undefined where they cannot. */
function exportOf(file: LiftedCode, binding: Binding): { readonly isDefault?: true } | undefined {
  const names = file.facts.exports.filter((it) => it.local === binding.name && !it.isTypeOnly).map((it) => it.name);
  if (names.includes(binding.name)) return {};
  return names.includes('default') ? { isDefault: true } : undefined;
}

/** The object in `z.object({ … }).parse(process.env)`, also where the schema has a name of its own. */
function zodObject(file: LiftedCode, value: Value): ObjectValue | undefined {
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const parse = file.facts.calls[value.call];
  if (parse?.callee.path.at(-1) !== 'parse') return undefined;
  if (!file.facts.envReads.some((it) => it.form === 'whole' && inside(parse.span, it.span))) return undefined;
  const schemaName = parse.callee.receiver === undefined ? parse.callee.path[0] : undefined;
  const origin = schemaName === undefined ? undefined : file.facts.bindings.find((it) => it.name === schemaName)?.origin;
  const named = origin?.kind === 'value' && origin.value.kind === 'call' ? origin.value.call : undefined;
  for (let id = parse.callee.receiver ?? named; id !== undefined; id = file.facts.calls[id]?.callee.receiver) {
    const call = file.facts.calls[id];
    const argument = call?.args[0];
    if (/^(?:object|strictObject|looseObject)$/.test(call?.callee.path.at(-1) ?? '') && argument?.kind === 'object')
      return argument;
  }
  return undefined;
}

/** A function of the module that takes the name of a variable and fails without it: `databaseUrl: required('DATABASE_URL')`. */
function helperOf(file: LiftedCode, { entries }: ObjectValue): string | undefined {
  const { calls, bindings, scopes, throws } = file.facts;
  const names = calls.flatMap(({ callee, args: [first, second], span }) =>
    second === undefined &&
    callee.path.length === 1 &&
    callee.receiver === undefined &&
    first?.kind === 'literal' &&
    /^[A-Z][A-Z0-9_]*$/.test(String(first.value)) &&
    entries.some((it) => inside(it.value.span, span))
      ? callee.path
      : [],
  );
  return names.find((name) => {
    const origin = bindings.find((it) => it.scope === 0 && it.name === name)?.origin;
    const scope =
      origin?.kind === 'function'
        ? origin.scope
        : origin?.kind === 'value' && origin.value.kind === 'function'
          ? origin.value.scope
          : undefined;
    const body = scope === undefined ? undefined : scopes[scope]?.span;
    return body !== undefined && throws.some((it) => inside(body, it.span));
  });
}

/** Through the environment itself, through a schema that was parsed, or through a helper that is given the name. */
function readsVariable({ facts }: LiftedCode, value: Value, name: string): boolean {
  if (facts.envReads.some((it) => it.name === name && inside(value.span, it.span))) return true;
  if (value.kind === 'reference') return value.path.length === 2 && value.path[1] === name;
  return facts.calls.some(
    ({ args: [first], span }) => first?.kind === 'literal' && first.value === name && inside(value.span, span),
  );
}

function has({ entries }: ObjectValue, key: string): boolean {
  return entries.some((it) => it.key === key);
}

/** A new last entry, in the object's own layout. */
function added({ text, style }: ScriptPlace, object: ObjectValue, entry: string): TextChange {
  const last = object.entries.at(-1);
  if (!last) {
    const at = object.span.start + 1;
    return { span: { start: at, end: at }, text: ` ${entry} ` };
  }
  const comma = /^\s*,/.exec(text.slice(last.span.end, object.span.end));
  const at = last.span.end + (comma?.[0].length ?? 0);
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const isOwnLine = text.slice(lineStart, last.span.start).trim() === '' && lineStart > object.span.start;
  const indent = text.slice(lineStart, last.span.start);
  const lead = comma ? '' : ',';
  return {
    span: { start: at, end: at },
    text: isOwnLine ? `${lead}${style.lineEnd}${indent}${entry}${comma ? ',' : ''}` : `${lead} ${entry}`,
  };
}

function inside(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
