import type { Path } from '#base/paths.ts';
import type { Binding, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from './linker.ts';
import { enclosingFunction, enclosingOwner, findDeclaration, receiverName } from './names.ts';
import { resolveImport } from './resolve-import.ts';
import { isImportedModule } from './resolve-python-import.ts';

/**
 * Where a name or member chain leads when it is followed over files to the place that declares it. Other than a meaning,
 * which says what kind of thing it is, this tells one thing from another of the same kind.
 */
export type Origin =
  /** An expression, seen from a scope; `rest` are the members that could not be read from it. */
  | {
      readonly kind: 'value';
      readonly path: Path;
      readonly scope: ScopeId;
      readonly value: Value;
      readonly rest: readonly string[];
      /** What holds it, where a declaration does. */
      readonly name?: string;
    }
  | {
      readonly kind: 'parameter';
      readonly path: Path;
      readonly scope: ScopeId;
      readonly index: number;
      readonly rest: readonly string[];
    }
  /** A variable without a value of its own: declared only, or the variable of a loop. */
  | { readonly kind: 'variable'; readonly path: Path; readonly binding: Binding; readonly rest: readonly string[] }
  | {
      readonly kind: 'field';
      readonly path: Path;
      readonly owner: string;
      readonly name: string;
      readonly rest: readonly string[];
    }
  | { readonly kind: 'function'; readonly path: Path; readonly scope: ScopeId; readonly rest: readonly string[] }
  | { readonly kind: 'class'; readonly path: Path; readonly name: string; readonly rest: readonly string[] }
  | { readonly kind: 'module'; readonly path: Path };

/** Longer chains of names are not followed; real ones are shorter than 6. */
const MAX_STEPS = 12;

/** Follows a name or member chain; undefined where it leaves the workspace or the code does not say. */
export function follow(linker: Linker, path: Path, scope: ScopeId, names: readonly string[], steps = 0): Origin | undefined {
  const [head, ...rest] = names;
  const here = linker.names(path);
  if (head === undefined || !here || steps > MAX_STEPS) return undefined;
  const { facts, table } = here;
  const owner = head === 'this' || head === receiverName(facts, scope) ? enclosingOwner(facts, scope) : undefined;
  if (owner !== undefined) return member(linker, path, owner, rest, steps + 1);
  const declaration = findDeclaration(facts, table, scope, head);
  switch (declaration?.kind) {
    case 'import':
      return imported(linker, path, declaration.index, rest, steps + 1);
    case 'parameter': {
      const type = declaration.parameter.type;
      const typed = rest.length > 0 && type ? linker.classOf(linker.typed(path, declaration.scope, type)) : undefined;
      if (typed) return member(linker, typed.path, typed.declaration.name, rest, steps + 1);
      return { kind: 'parameter', path, scope: declaration.scope, index: declaration.index, rest };
    }
    case 'binding':
      return ofBinding(linker, path, declaration.binding, rest, steps + 1);
    default:
      return facts.language === 'go' ? inPackage(linker, path, head, rest, steps + 1) : undefined;
  }
}

/** Follows an expression; what is no name stands for itself. */
export function followValue(linker: Linker, path: Path, scope: ScopeId, value: Value, steps = 0): Origin | undefined {
  if (steps > MAX_STEPS) return undefined;
  if (value.kind === 'reference') return follow(linker, path, scope, value.path, steps + 1);
  if (value.kind !== 'call') return { kind: 'value', path, scope, value, rest: [] };
  const module = requiredModule(linker, path, value.call);
  if (module !== undefined) return exported(linker, module, 'default', value.path, steps + 1);
  return { kind: 'value', path, scope, value, rest: value.path };
}

/** The file that `require('./x')` loads; undefined for other calls and for packages. */
export function requiredModule(linker: Linker, path: Path, id: CallId): Path | undefined {
  const facts = linker.names(path)?.facts;
  const call = facts?.calls[id];
  const argument = call?.args[0];
  if (!facts || !call || call.callee.path[0] !== 'require' || call.callee.path.length > 1) return undefined;
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return undefined;
  const resolution = resolveImport(linker.folder, facts, { module: argument.value, imported: 'default' });
  return resolution.kind === 'file' ? resolution.path : undefined;
}

/** What a file exports under a name, followed. */
export function exported(linker: Linker, path: Path, name: string, rest: readonly string[], steps = 0): Origin | undefined {
  const here = linker.names(path);
  if (!here || steps > MAX_STEPS) return undefined;
  const { facts, table } = here;
  const topLevel = table.scopes.get(0);
  if (facts.language === 'python' || facts.language === 'go') {
    if (facts.language === 'go') return inPackage(linker, path, name, rest, steps);
    return topLevel?.has(name) === true ? follow(linker, path, 0, [name, ...rest], steps + 1) : undefined;
  }
  const found =
    facts.exports.find((it) => it.name === name && it.value?.kind !== 'function') ?? facts.exports.find((it) => it.name === name);
  if (found?.from) return reexported(linker, facts, found.from, rest, steps);
  if (found?.local !== undefined) return follow(linker, path, 0, [found.local, ...rest], steps + 1);
  if (found?.value) {
    if (found.value.kind === 'function') return { kind: 'function', path, scope: found.value.scope, rest };
    return membersOf(linker, path, 0, found.value, rest, steps + 1);
  }
  if (found) return follow(linker, path, 0, [name, ...rest], steps + 1);
  for (const it of facts.exports) {
    if (it.name !== '*' || !it.from) continue;
    const inner = reexported(linker, facts, { module: it.from.module, imported: name }, rest, steps);
    if (inner) return inner;
  }
  // `require('./a')` of a file that exports names one by one is its namespace.
  const [first, ...others] = rest;
  if (name !== 'default') return undefined;
  if (first === undefined) return facts.exports.length > 0 ? { kind: 'module', path } : undefined;
  return exported(linker, path, first, others, steps + 1);
}

/** The function that an origin is, where it is one. */
export function functionAt(origin: Origin | undefined): { readonly path: Path; readonly scope: ScopeId } | undefined {
  if (origin?.kind === 'function' && origin.rest.length === 0) return { path: origin.path, scope: origin.scope };
  if (origin?.kind === 'value' && origin.rest.length === 0 && origin.value.kind === 'function')
    return { path: origin.path, scope: origin.value.scope };
  return undefined;
}

/** The values that a function returns first, with the scope that they stand in. */
export function returnedValues(facts: CodeFacts, fn: ScopeId): { readonly scope: ScopeId; readonly value: Value }[] {
  return facts.returns.flatMap((it) => {
    const value = it.values[0];
    return value && enclosingFunction(facts, it.scope)?.id === fn ? [{ scope: it.scope, value }] : [];
  });
}

function reexported(
  linker: Linker,
  facts: CodeFacts,
  from: { readonly module: string; readonly imported: string },
  rest: readonly string[],
  steps: number,
): Origin | undefined {
  const resolution = resolveImport(linker.folder, facts, from);
  if (resolution.kind !== 'file') return undefined;
  return from.imported === '*'
    ? namespace(linker, resolution.path, rest, steps + 1)
    : exported(linker, resolution.path, from.imported, rest, steps + 1);
}

function imported(linker: Linker, path: Path, index: number, rest: readonly string[], steps: number): Origin | undefined {
  const facts = linker.names(path)?.facts;
  const it = facts?.imports[index];
  if (!facts || !it) return undefined;
  const resolution = linker.resolution(path, index);
  if (resolution.kind === 'folder') {
    const [first, ...others] = rest;
    const file = resolution.files[0];
    return first === undefined || file === undefined ? undefined : inPackage(linker, file, first, others, steps);
  }
  if (resolution.kind !== 'file') return undefined;
  if (it.imported === '*') {
    // `import a.b` binds `a`: the chain starts with the rest of the module's name.
    const inner =
      facts.language === 'python' && it.module.includes('.') && it.local === it.module.split('.')[0]
        ? it.module.split('.').length - 1
        : 0;
    return namespace(linker, resolution.path, rest.slice(inner), steps);
  }
  if (
    facts.language === 'python' &&
    (isImportedModule(resolution.path, path, it) || linker.names(resolution.path)?.table.scopes.get(0)?.has(it.imported) !== true)
  )
    return namespace(linker, resolution.path, rest, steps);
  return exported(linker, resolution.path, it.imported, rest, steps);
}

function namespace(linker: Linker, path: Path, rest: readonly string[], steps: number): Origin | undefined {
  const [first, ...others] = rest;
  if (first === undefined) return { kind: 'module', path };
  return exported(linker, path, first, others, steps + 1);
}

function inPackage(linker: Linker, path: Path, name: string, rest: readonly string[], steps: number): Origin | undefined {
  for (const { facts, table } of linker.around(path)) {
    const found = table.scopes.get(0)?.get(name);
    if (found?.kind === 'binding') return ofBinding(linker, facts.path, found.binding, rest, steps + 1);
  }
  return undefined;
}

function ofBinding(linker: Linker, path: Path, binding: Binding, rest: readonly string[], steps: number): Origin | undefined {
  const { origin } = binding;
  switch (origin.kind) {
    case 'function':
      return { kind: 'function', path, scope: origin.scope, rest };
    case 'class':
      return { kind: 'class', path, name: origin.name, rest };
    case 'value': {
      const found = membersOf(linker, path, binding.scope, origin.value, rest, steps);
      if (found) return found.kind === 'value' && found.value === origin.value ? { ...found, name: binding.name } : found;
      return { kind: 'variable', path, binding, rest };
    }
    case 'part':
      return membersOf(linker, path, binding.scope, origin.value, [...origin.path, ...rest], steps);
    default: {
      const typed = rest.length > 0 && binding.type ? linker.classOf(linker.typed(path, binding.scope, binding.type)) : undefined;
      if (typed) return member(linker, typed.path, typed.declaration.name, rest, steps + 1);
      return { kind: 'variable', path, binding, rest };
    }
  }
}

function membersOf(
  linker: Linker,
  path: Path,
  scope: ScopeId,
  value: Value,
  rest: readonly string[],
  steps: number,
): Origin | undefined {
  const [first, ...others] = rest;
  if (value.kind === 'reference') return follow(linker, path, scope, [...value.path, ...rest], steps + 1);
  if (value.kind === 'call' && rest.length > 0) {
    const module = requiredModule(linker, path, value.call);
    if (module !== undefined) return exported(linker, module, 'default', [...value.path, ...rest], steps + 1);
    const made = value.path.length === 0 ? linker.classOf(linker.value(path, scope, value)) : undefined;
    if (made) return member(linker, made.path, made.declaration.name, rest, steps + 1);
    return { kind: 'value', path, scope, value, rest: [...value.path, ...rest] };
  }
  if (value.kind === 'object' && first !== undefined) {
    const entry = value.entries.find((it) => it.key === first);
    if (entry) return membersOf(linker, path, scope, entry.value, others, steps + 1);
    const made = value.type ? linker.classOf(linker.value(path, scope, value)) : undefined;
    return made ? member(linker, made.path, made.declaration.name, rest, steps + 1) : undefined;
  }
  const found = followValue(linker, path, scope, value, steps + 1);
  return found && rest.length > 0 ? undefined : found;
}

/** A member of an instance of a class: a method, or a field with its value where it has one. */
export function member(linker: Linker, path: Path, owner: string, rest: readonly string[], steps = 0): Origin | undefined {
  const [name, ...others] = rest;
  if (name === undefined || steps > MAX_STEPS) return undefined;
  for (const { facts, table } of linker.around(path)) {
    const method = table.methods.get(`${owner}.${name}`);
    if (method !== undefined) return { kind: 'function', path: facts.path, scope: method, rest: others };
  }
  const declaration = linker.names(path)?.table.classes.get(owner);
  const fields = declaration?.fields.filter((it) => it.name === name) ?? [];
  const field = fields.find((it) => it.value !== undefined) ?? fields[0];
  if (declaration && field) {
    const facts = linker.names(path)?.facts;
    const builder = facts?.scopes.findIndex(
      (it) => it.fn?.owner === owner && (it.fn.form === 'constructor' || it.fn.name === '__init__'),
    );
    const scope = builder === undefined || builder < 0 ? declaration.scope : builder;
    const found = field.value ? membersOf(linker, path, scope, field.value, others, steps + 1) : undefined;
    if (found) return found;
    const typed = others.length > 0 && field.type ? linker.classOf(linker.typed(path, scope, field.type)) : undefined;
    if (typed) return member(linker, typed.path, typed.declaration.name, others, steps + 1);
    return { kind: 'field', path, owner, name, rest: others };
  }
  for (const base of declaration?.bases ?? []) {
    const parent = base.path.length > 0 ? follow(linker, path, 0, base.path, steps + 1) : undefined;
    const found = parent?.kind === 'class' ? member(linker, parent.path, parent.name, rest, steps + 1) : undefined;
    // What a base class makes in a field, each subclass has for itself.
    if (found?.kind === 'value' && found.value.kind === 'call') return { kind: 'field', path, owner, name, rest: found.rest };
    if (found) return found;
  }
  return declaration ? { kind: 'field', path, owner, name, rest: others } : undefined;
}
