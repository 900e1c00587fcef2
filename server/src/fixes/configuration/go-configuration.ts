import { folderOf, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, Field, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { shortestWay } from '#link/import-graph.ts';
import { goName } from '#snippets/environment.ts';
import { addGoImports } from '#snippets/go-imports.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changeOf } from '../edit.ts';
import { goPackage } from '../module-name.ts';
import { newModule } from '../modules.ts';
import { atFileEnd } from '../statements.ts';
import { styleOf } from '../text-style.ts';
import { worded } from '../wording.ts';
import { addedLine, entryCells, fieldCells } from './go-alignment.ts';
import { countingCall, type GoPlace, insistingCall, isEssential, MUST_ENV, type ReadCall, readIn } from './go-reads.ts';
import type { ConfigurationEntry, Setting } from './setting.ts';

/**
 * An entry in the configuration package of a Go unit: a field of its struct, where the code that uses it can reach a value of that, or one more
 * function beside those that are there. Without a package one is created. Undefined where the form is not known, or the struct is out of reach.
 * @param scope where the value is used, in `near`
 */
export function goEntry(workspace: Workspace, near: Path, scope: ScopeId, setting: Setting): ConfigurationEntry | undefined {
  // The function that is added for numbers takes none but whole ones above zero.
  if (setting.type !== 'text' && !(setting.type === 'number' && setting.isPositive)) return undefined;
  const { configModules } = workspace.environmentOf(workspace.unitOf(near));
  const others = configModules.filter((it) => it.endsWith('.go') && it !== near);
  for (const path of others) {
    const file = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!file || !isCode(file) || text === undefined || file.facts.packageName === 'main') continue;
    if (needs(workspace, folderOf(path), folderOf(near))) continue;
    const entry =
      asField(near, scope, { workspace, file, text, setting }) ?? asFunction(near, { workspace, file, text, setting });
    if (entry) return entry;
  }
  return others.length > 0 ? undefined : created(workspace, near, setting);
}

/** Tells whether a package imports another, over any number of steps: Go compiles no import the other way then. */
function needs({ edges }: Workspace, folder: Path, other: Path): boolean {
  const packages = edges.map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }));
  return folder !== other && shortestWay(packages, folder, other) !== undefined;
}

function asField(near: Path, scope: ScopeId, place: GoPlace): ConfigurationEntry | undefined {
  const { workspace, file, text, setting } = place;
  const type = goType(setting);
  const name = goName(setting.name);
  for (const struct of file.facts.classes) {
    if (struct.form !== 'struct') continue;
    const access = atHand(workspace, near, scope, file, struct) ?? globalOf(file, struct, scope);
    const known =
      struct.fields.find((it) => new RegExp(`\\benv(?:config)?:"${setting.name}[,"]`).test(it.tag ?? '')) ??
      filledFrom(file, struct, setting.name);
    const isOfType = known?.type === undefined || setting.type === 'text' || known.type.text === type;
    if (access && known && isOfType) return { ...access, edits: [], from: file.path, usage: `.${known.name}` };
    if (known && !isOfType) return undefined;
    if (struct.fields.some((it) => it.name === name)) continue;
    const filling = access && fillingOf(place, struct);
    const last = struct.fields.at(-1);
    if (!access || !filling || !last) continue;
    const changes = [addedLine(text, last.span.start, [name, type, ...filling.tag], fieldCells), ...filling.changes];
    return { ...access, edits: [changeOf(file.path, changes, worded`Add ${name}`)], from: file.path, usage: `.${name}` };
  }
  return undefined;
}

/** The field that a literal fills from this variable. */
function filledFrom(
  file: LiftedCode,
  struct: ClassDeclaration,
  variable: string,
): { readonly name: string; readonly type?: TypeReference | undefined } | undefined {
  const entries = literalsOf(file, struct).flatMap((it) => it.entries);
  const found = entries.find(
    ({ value }) =>
      file.facts.envReads.some((read) => read.name === variable && inside(value.span, read.span)) ||
      (value.kind === 'call' && isLiteral(file.facts.calls[value.call]?.args[0], variable)),
  );
  return found && { name: found.key, type: struct.fields.find((it) => it.name === found.key)?.type };
}

function isLiteral(value: Value | undefined, text: string): boolean {
  return value?.kind === 'literal' && value.value === text;
}

function goType({ type }: Setting): 'string' | 'int' {
  return type === 'number' ? 'int' : 'string';
}

type Access = Pick<ConfigurationEntry, 'name' | 'importedFrom'>;

/** A parameter around the code, or a field of its receiver, with the struct's type. */
function atHand(
  workspace: Workspace,
  near: Path,
  scope: ScopeId,
  { path }: LiftedCode,
  struct: ClassDeclaration,
): Access | undefined {
  const facts = workspace.files.get(near)?.facts;
  if (facts?.kind !== 'code') return undefined;
  const target = goPackage(workspace, near, folderOf(path));
  const isSame = folderOf(path) === folderOf(near);
  const local = isSame ? undefined : facts.imports.find((it) => it.module === target?.path)?.local;
  const wanted = isSame ? struct.name : `${local}.${struct.name}`;
  const isIt = (type: TypeReference | undefined): boolean => type?.path.join('.') === wanted;
  if (!isSame && local === undefined) return undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    const parameter = fn?.parameters.find((it) => isIt(it.type));
    if (parameter) return { name: parameter.name, importedFrom: '' };
    const owner = fn?.owner === undefined ? undefined : ownerOf(workspace, near, fn.owner);
    const field = owner?.fields.find((it) => isIt(it.type));
    if (field && fn?.receiver !== undefined) return { name: `${fn.receiver}.${field.name}`, importedFrom: '' };
  }
  return undefined;
}

function ownerOf(workspace: Workspace, near: Path, name: string): ClassDeclaration | undefined {
  for (const path of workspace.linker.folder.goPackages.get(folderOf(near)) ?? []) {
    const facts = workspace.files.get(path)?.facts;
    const found = facts?.kind === 'code' ? facts.classes.find((it) => it.name === name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A variable of the package that holds the struct. What is read at the head of another package is read before any function fills it. */
function globalOf({ facts }: LiftedCode, struct: ClassDeclaration, user: ScopeId): Access | undefined {
  const found = facts.bindings.find(({ scope, isExported, declares, origin, type }) => {
    if (scope !== 0 || !isExported || declares !== 'variable') return false;
    if (user === 0 && origin.kind !== 'value') return false;
    if (type?.path.join('.') === struct.name) return true;
    if (origin.kind !== 'value') return false;
    if (origin.value.kind === 'object') return origin.value.type?.join('.') === struct.name;
    return origin.value.kind === 'call' && gives(facts.calls[origin.value.call]?.callee.path, struct);
  });
  function gives(callee: readonly string[] | undefined, { name }: ClassDeclaration): boolean {
    const fn = facts.scopes.find((it) => it.fn?.name === callee?.[0] && it.fn?.owner === undefined)?.fn;
    return callee?.length === 1 && fn?.results[0]?.path.join('.') === name;
  }
  return found && { name: found.name };
}

interface Filling {
  readonly tag: readonly string[];
  readonly changes: readonly TextChange[];
}

/** How the fields get their values: by tags, or in one literal that reads them. */
function fillingOf(place: GoPlace, struct: ClassDeclaration): Filling | undefined {
  const { file, text, setting } = place;
  const tagged = struct.fields.filter((it) => /\benv(?:config)?:"/.test(it.tag ?? ''));
  const model = tagged.findLast((it) => it.type?.path.join('.') === 'string') ?? tagged.at(-1);
  if (model) return { tag: [`\`${tagFor(model, tagged, setting)}\``], changes: [] };
  const literals = literalsOf(file, struct).filter((it) => it.entries.some((entry) => readIn(file, entry.value) !== undefined));
  const [literal, another] = literals;
  const last = literal?.entries.at(-1);
  if (!literal || another || !last || !text.slice(literal.span.start, literal.span.end).includes('\n')) return undefined;
  const key = `${goName(setting.name)}:`;
  if (setting.type === 'number') return filledBy(place, countingCall(place), key, last);
  const reads = literal.entries.flatMap((it) => readIn(file, it.value) ?? []);
  const read =
    reads.find((it) => it.takesDefault === (setting.fallback !== undefined)) ?? reads.find((it) => it.callee === 'os.Getenv');
  const callee = read?.callee ?? 'os.Getenv';
  if (setting.fallback !== undefined && !read?.takesDefault) return undefined;
  const quotedName = JSON.stringify(setting.name);
  if (callee === 'os.Getenv' && isEssential(setting)) return filledBy(place, insistingCall(place, quotedName), key, last);
  const rest = read?.takesDefault ? `, ${JSON.stringify(String(setting.fallback ?? ''))}` : '';
  return { tag: [], changes: [addedLine(text, last.span.start, [key, `${callee}(${quotedName}${rest}),`], entryCells)] };
}

/** One more entry of the literal, behind its last. */
function filledBy(
  { text }: GoPlace,
  read: ReadCall | undefined,
  key: string,
  last: { readonly span: Span },
): Filling | undefined {
  if (!read) return undefined;
  const added = read.code.map((it) => atFileEnd(text, it, styleOf(text, 'go')));
  const entry = addedLine(text, last.span.start, [key, `${read.call},`], entryCells);
  return { tag: [], changes: [entry, ...read.imports, ...added] };
}

/** As the neighbour is tagged, with this name; it is required where the neighbours are, and has a default where it has one. */
function tagFor(model: Field, tagged: readonly Field[], { name, fallback, isOptional }: Setting): string {
  const isEnvconfig = /\benvconfig:"/.test(model.tag ?? '');
  const isRequired = fallback === undefined && !isOptional;
  if (isEnvconfig) {
    const rest = fallback !== undefined ? ` default:${JSON.stringify(String(fallback))}` : isRequired ? ' required:"true"' : '';
    return `envconfig:"${name}"${rest}`;
  }
  const word = tagged.some((it) => /,notEmpty/.test(it.tag ?? '')) ? 'notEmpty' : 'required';
  return fallback === undefined
    ? `env:"${name}${isRequired ? `,${word}` : ''}"`
    : `env:"${name}" envDefault:${JSON.stringify(String(fallback))}`;
}

function literalsOf({ facts }: LiftedCode, { name }: ClassDeclaration): ObjectValue[] {
  const values: Value[] = [
    ...facts.returns.flatMap((it) => it.values),
    ...facts.bindings.flatMap((it) => (it.origin.kind === 'value' ? [it.origin.value] : [])),
  ];
  return values.flatMap((it) => (it.kind === 'object' && it.type?.join('.') === name ? [it] : []));
}

/** A package whose functions read one variable each. */
function asFunction(near: Path, place: GoPlace): ConfigurationEntry | undefined {
  const { workspace, file, text, setting } = place;
  const { facts } = file;
  const readers = facts.scopes.filter(
    ({ fn, span }) =>
      fn?.name !== undefined &&
      fn.isExported &&
      fn.parameters.length === 0 &&
      fn.owner === undefined &&
      facts.envReads.some((it) => inside(span, it.span)),
  );
  const known = readers.find(({ span }) => facts.envReads.some((it) => it.name === setting.name && inside(span, it.span)))?.fn;
  if (known?.name !== undefined && folderOf(file.path) !== folderOf(near))
    return known.results[0]?.text === goType(setting) ? { edits: [], from: file.path, name: known.name, usage: '()' } : undefined;
  const name = goName(setting.name);
  const target = goPackage(workspace, near, folderOf(file.path));
  const isCount = setting.type === 'number';
  if (readers.length === 0 || (setting.fallback !== undefined && !isCount) || !target || folderOf(file.path) === folderOf(near))
    return undefined;
  if (facts.bindings.some((it) => it.scope === 0 && it.name === name)) return undefined;
  const must = isEssential(setting)
    ? insistingCall(place, JSON.stringify(setting.name))
    : isCount
      ? countingCall(place)
      : undefined;
  if ((isEssential(setting) || isCount) && !must) return undefined;
  const code = [getter(name, setting, must?.call), ...(must?.code ?? [])].join('\n\n');
  const changes = [
    ...(must?.imports ?? addGoImports(text, [{ module: 'os' }], target.module).changes),
    atFileEnd(text, code, styleOf(text, 'go')),
  ];
  return { edits: [changeOf(file.path, changes, worded`Add ${name}`)], from: file.path, name, usage: '()' };
}

/** A package with one function. */
function created(workspace: Workspace, near: Path, setting: Setting): ConfigurationEntry | undefined {
  const path = newModule(workspace, near, 'config');
  if (path === undefined || setting.fallback !== undefined) return undefined;
  if (!goPackage(workspace, near, folderOf(path)) || workspace.linker.folder.goPackages.has(folderOf(path))) return undefined;
  const name = goName(setting.name);
  const isInsisting = isEssential(setting);
  const imports = isInsisting ? 'import (\n\t"log"\n\t"os"\n)' : 'import "os"';
  const code = isInsisting ? `${getter(name, setting, `mustEnv("${setting.name}")`)}\n\n${MUST_ENV}` : getter(name, setting);
  const text = `// Package config reads the environment in one place.\npackage config\n\n${imports}\n\n${code}\n`;
  return {
    edits: [{ kind: 'create', path, text, note: worded`Create the configuration package` }],
    from: path,
    name,
    usage: '()',
  };
}

function getter(name: string, setting: Setting, call = `os.Getenv("${setting.name}")`): string {
  return `// ${name} is the value of ${setting.name}.\nfunc ${name}() ${goType(setting)} {\n\treturn ${call}\n}`;
}

function inside(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
