import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { styleIn } from '#fixes/file-style.ts';
import { layOut } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Entry, Move } from './move-to-config.ts';

/** The configuration module of a TypeScript or JavaScript unit: a zod schema that is parsed, an object of reads, or none yet. */
export function scriptEntry(move: Move): Entry | undefined {
  for (const path of move.environment.configModules) {
    const file = move.workspace.files.get(path);
    const text = move.workspace.textOf(path);
    if (!file || !isCode(file) || text === undefined || file.facts.container) continue;
    const home = homeIn(file, text, move);
    if (home)
      return {
        edits: [{ kind: 'change', path, changes: home.changes, note: `Add ${move.name}` }],
        from: path,
        name: home.binding,
        usage: home.usage,
      };
  }
  return move.environment.configModules.length === 0 ? createdModule(move) : undefined;
}

interface Home {
  readonly changes: readonly TextChange[];
  readonly binding: string;
  readonly usage: string;
}

function homeIn(file: LiftedCode, text: string, move: Move): Home | undefined {
  for (const binding of file.facts.bindings) {
    if (binding.scope !== 0 || !isExported(file, binding) || binding.origin.kind !== 'value') continue;
    const schema = schemaObject(file, binding.origin.value);
    if (schema) {
      const changes = [addedEntry(text, schema, `${move.name}: ${zodType(move.read)}`)];
      return { changes, binding: binding.name, usage: `.${move.name}` };
    }
    const { value } = binding.origin;
    const derived = value.kind === 'object' ? derivedHome(file, text, move, binding.name, value) : undefined;
    if (derived) return derived;
    if (value.kind === 'object' && value.entries.some((it) => readsEnvironment(file, it.value))) {
      const key = camelCase(move.name);
      if (value.entries.some((it) => it.key === key)) return undefined;
      const written = move.text.slice(move.read.outerSpan.start, move.read.outerSpan.end);
      return { changes: [addedEntry(text, value, `${key}: ${written}`)], binding: binding.name, usage: `.${key}` };
    }
  }
  return undefined;
}

/** `const env = schema.parse(process.env)` is kept inside, and an object made of it is what the module exports. */
function derivedHome(file: LiftedCode, text: string, move: Move, name: string, object: ObjectValue): Home | undefined {
  const env = file.facts.bindings.find(
    (it) => it.scope === 0 && it.origin.kind === 'value' && schemaObject(file, it.origin.value),
  );
  const schema = env?.origin.kind === 'value' ? schemaObject(file, env.origin.value) : undefined;
  const isDerived = object.entries.some(
    ({ value }) => value.kind === 'reference' && value.path.length === 2 && value.path[0] === env?.name,
  );
  const key = camelCase(move.name);
  if (!env || !schema || !isDerived || object.entries.some((it) => it.key === key)) return undefined;
  const changes = [
    addedEntry(text, schema, `${move.name}: ${zodType(move.read)}`),
    addedEntry(text, object, `${key}: ${env.name}.${move.name}`),
  ];
  return { changes: changes.sort((a, b) => a.span.start - b.span.start), binding: name, usage: `.${key}` };
}

/** The object in `z.object({ … }).parse(process.env)`, also where the schema has a name of its own. */
function schemaObject(file: LiftedCode, value: Value): ObjectValue | undefined {
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const parse = file.facts.calls[value.call];
  if (parse?.callee.path.at(-1) !== 'parse') return undefined;
  if (!file.facts.envReads.some((it) => it.form === 'whole' && inside(parse.span, it.span))) return undefined;
  const schemaName = parse.callee.receiver === undefined ? parse.callee.path[0] : undefined;
  const origin = schemaName === undefined ? undefined : file.facts.bindings.find((it) => it.name === schemaName)?.origin;
  const schemaCall =
    parse.callee.receiver ?? (origin?.kind === 'value' && origin.value.kind === 'call' ? origin.value.call : undefined);
  for (let id = schemaCall; id !== undefined; id = file.facts.calls[id]?.callee.receiver) {
    const call = file.facts.calls[id];
    const argument = call?.args[0];
    if (/^(object|strictObject|looseObject)$/.test(call?.callee.path.at(-1) ?? '') && argument?.kind === 'object')
      return argument;
  }
  return undefined;
}

function isExported(file: LiftedCode, binding: Binding): boolean {
  return binding.isExported || file.facts.exports.some((it) => it.local === binding.name && it.name === binding.name);
}

function readsEnvironment(file: LiftedCode, value: Value): boolean {
  return file.facts.envReads.some((it) => inside(value.span, it.span));
}

function inside(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A new last entry, in the object's own layout. */
function addedEntry(text: string, object: ObjectValue, entry: string): TextChange {
  const last = object.entries.at(-1);
  if (!last) {
    const at = object.span.start + 1;
    return { span: { start: at, end: at }, text: ` ${entry} ` };
  }
  const rest = text.slice(last.span.end, object.span.end);
  const comma = /^\s*,/.exec(rest);
  const at = last.span.end + (comma?.[0].length ?? 0);
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const isOwnLine = text.slice(lineStart, last.span.start).trim() === '' && lineStart > object.span.start;
  const indent = text.slice(lineStart, last.span.start);
  const lead = comma ? '' : ',';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    span: { start: at, end: at },
    text: isOwnLine ? `${lead}${lineEnd}${indent}${entry}${comma ? ',' : ''}` : `${lead} ${entry}`,
  };
}

/** The zod type that a read asks for by its conversion and its default. */
function zodType(read: SyntaxEnvRead): string {
  const fallback = read.defaultValue?.kind === 'literal' ? read.defaultValue.value : undefined;
  if (read.cast !== undefined && /^(Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat|\+)$/.test(read.cast)) {
    return fallback === undefined || fallback === null ? 'z.coerce.number()' : `z.coerce.number().default(${Number(fallback)})`;
  }
  if (read.cast === 'boolean') return "z.enum(['true', 'false']).default('false').transform((it) => it === 'true')";
  if (typeof fallback === 'string' && fallback !== '')
    return `z.string().default(${JSON.stringify(fallback).replaceAll('"', "'")})`;
  return read.isTested ? 'z.string().optional()' : 'z.string().min(1)';
}

/** A module with this one entry: a zod schema where zod is there, else a function that insists. */
function createdModule(move: Move): Entry | undefined {
  const { workspace, file, read, name } = move;
  const unit = workspace.unitOf(file.path);
  const isTypeScript = /\.[cm]?tsx?$/.test(file.path);
  const source = unit.files.some((it) => it.startsWith(unit.folder === '' ? 'src/' : `${unit.folder}/src/`)) ? 'src/' : '';
  const path = `${unit.folder === '' ? '' : `${unit.folder}/`}${source}config.${isTypeScript ? 'ts' : 'js'}`;
  if (workspace.files.has(path) || /\brequire\s*\(/.test(move.text)) return undefined;
  const lines = unit.dependencies.has('zod')
    ? [
        "import { z } from 'zod';",
        '',
        'const schema = z.object({',
        `  ${name}: ${zodType(read)},`,
        '});',
        '',
        '/** The environment, checked when the process starts. */',
        'export const config = schema.parse(process.env);',
      ]
    : [
        `function required(name${isTypeScript ? ': string' : ''})${isTypeScript ? ': string' : ''} {`,
        '  const value = process.env[name];',
        `  if (value === undefined || value === '') throw new Error(\`The environment variable \${name} is missing\`);`,
        '  return value;',
        '}',
        '',
        '/** The environment, checked when the process starts. */',
        'export const config = {',
        `  ${name}: ${plainEntry(move)},`,
        '};',
      ];
  return {
    edits: [
      {
        kind: 'create',
        path,
        text: layOut(`${lines.join('\n').replaceAll(/^ {2}/gm, '\t')}\n`, styleIn(workspace, path, file.path)),
        note: 'Create the configuration module',
      },
    ],
    from: path,
    name: 'config',
    usage: `.${name}`,
  };
}

function plainEntry({ read, name, text }: Move): string {
  if (read.form === 'default' || read.isTested) return text.slice(read.outerSpan.start, read.outerSpan.end);
  const value = `required('${name}')`;
  return read.cast !== undefined && /^[\w.]+$/.test(read.cast) && read.cast !== 'boolean' ? `${read.cast}(${value})` : value;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
