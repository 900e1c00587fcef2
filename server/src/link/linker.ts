import { folderOf, type Path } from '#base/paths.ts';
import type { Binding, Call, CallId, ClassDeclaration, CodeFacts, Parameter, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { codeOf, type Folder } from './folder.ts';
import { type ExternalMeaning, type ImportEdge, type LocalMeaning, type Meaning, type Resolution, UNKNOWN } from './meaning.ts';
import { createNameTable, type Declaration, enclosingOwner, findDeclaration, type NameTable } from './names.ts';
import { resolveImport } from './resolve-import.ts';
import { isImportedModule } from './resolve-python-import.ts';

/** A function whose result a parameter gets when a call of it is the parameter's default: FastAPI's `Depends(get_db)`. */
export interface Injector {
  readonly module: string;
  readonly name: string;
  /** Which argument is the provider. */
  readonly argument: number;
}

/** Origins are followed over at most this many steps; real chains are shorter than 8 in the code bases looked at. */
const MAX_DEPTH = 24;

interface FileState {
  readonly facts: CodeFacts;
  readonly table: NameTable;
  readonly resolutions: (Resolution | undefined)[];
  readonly callees: (Meaning | undefined)[];
  readonly bindings: Map<Binding, Meaning>;
}

/** States of a linker that came before, without those of files that have changed since. */
interface Inheritance {
  readonly states: ReadonlyMap<Path, FileState>;
  readonly except: ReadonlySet<Path>;
  readonly older: Inheritance | undefined;
  readonly depth: number;
}

/** How many linkers may stand behind one another. */
const MOST_OLDER = 32;

/**
 * Follows names over files. Keeps what it has followed; everything it says depends on the folder alone.
 * A linker for a changed folder takes over the states of files that did not change and that see no changed summary.
 */
export class Linker {
  readonly folder: Folder;
  readonly #injectors: readonly Injector[];
  readonly #states = new Map<Path, FileState>();
  /** The states of the linkers before this one, newest first. */
  readonly #older: Inheritance | undefined;
  readonly #following = new Set<object>();
  #depth = 0;
  /** Counts how often following was cut short; what was found meanwhile is not kept, because another start may see further. */
  #cuts = 0;

  constructor(
    folder: Folder,
    injectors: readonly Injector[],
    keep?: { readonly from: Linker; readonly except: ReadonlySet<Path> },
  ) {
    this.folder = folder;
    this.#injectors = injectors;
    if (keep) this.#older = keep.from.#handedOn(keep.except, folder);
  }

  /** Where import number `index` of a file leads. */
  resolution(path: Path, index: number): Resolution {
    const state = this.#state(path);
    const it = state?.facts.imports[index];
    if (!state || !it) return { kind: 'missing' };
    const resolution = state.resolutions[index] ?? resolveImport(this.folder, state.facts, it);
    state.resolutions[index] = resolution;
    return resolution;
  }

  /** The imports and re-exports of a file that lead to other files of the workspace, one edge for each file and name. */
  edges(path: Path): readonly ImportEdge[] {
    const facts = codeOf(this.folder, path);
    if (!facts) return [];
    const leadsTo = (resolution: Resolution): readonly Path[] =>
      (resolution.kind === 'file' ? [resolution.path] : resolution.kind === 'folder' ? resolution.files : []).filter(
        (to) => to !== path,
      );
    const imports = facts.imports.flatMap(({ isTypeOnly, isDeferred }, index) =>
      leadsTo(this.resolution(path, index)).map((to) => ({ from: path, to, index, isReexport: false, isTypeOnly, isDeferred })),
    );
    const reexports = facts.exports.flatMap(({ from, isTypeOnly }, index) =>
      from
        ? leadsTo(resolveImport(this.folder, facts, from)).map((to) => ({
            from: path,
            to,
            index,
            isReexport: true,
            isTypeOnly,
            isDeferred: false,
          }))
        : [],
    );
    return [...imports, ...reexports];
  }

  /** What is called: for `new X()` and `X()` the meaning of `X`, not of the result. */
  callee(path: Path, call: CallId): Meaning {
    const state = this.#state(path);
    const it = state?.facts.calls[call];
    if (!state || !it) return UNKNOWN;
    const known = state.callees[call];
    if (known) return known;
    const cuts = this.#cuts;
    const meaning = this.#guarded(it, () => this.#calleeOf(state, it));
    if (cuts === this.#cuts) state.callees[call] = meaning;
    return meaning;
  }

  /** What a name or member chain stands for, seen from a scope. */
  reference(path: Path, scope: ScopeId, names: readonly string[]): Meaning {
    const state = this.#state(path);
    return state ? this.#reference(state, scope, names) : UNKNOWN;
  }

  /** What the result of an expression stands for. */
  value(path: Path, scope: ScopeId, value: Value): Meaning {
    const state = this.#state(path);
    return state ? this.#value(state, scope, value) : UNKNOWN;
  }

  /** What an instance of a written type stands for. */
  typed(path: Path, scope: ScopeId, type: TypeReference): Meaning {
    const state = this.#state(path);
    return state ? this.#typed(state, scope, type) : UNKNOWN;
  }

  /** The function that a meaning names, where the workspace declares it: `OrderService*.place`, `createOrder`. */
  functionOf(meaning: Meaning): { readonly path: Path; readonly scope: ScopeId } | undefined {
    if (meaning.kind !== 'local') return undefined;
    const names = meaning.chain.filter((step) => step !== '*');
    for (const state of this.#around(meaning.file)) {
      if (names.length === 0) {
        const declaration = state.table.scopes.get(0)?.get(meaning.name);
        // `exports.list = async (req, res) => …` declares no name.
        const exported = declaration ? undefined : state.facts.exports.find((it) => it.name === meaning.name)?.value;
        if (exported?.kind === 'function') return { path: state.facts.path, scope: exported.scope };
        if (declaration?.kind !== 'binding') continue;
        const { origin } = declaration.binding;
        if (origin.kind === 'function') return { path: state.facts.path, scope: origin.scope };
        if (origin.kind === 'value' && origin.value.kind === 'function')
          return { path: state.facts.path, scope: origin.value.scope };
      }
      if (names.length === 1) {
        const scope = state.table.methods.get(`${meaning.name}.${names[0]}`);
        if (scope !== undefined) return { path: state.facts.path, scope };
        const declaration = state.table.scopes.get(0)?.get(meaning.name);
        const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
        const entry =
          origin?.kind === 'value' && origin.value.kind === 'object'
            ? origin.value.entries.find((it) => it.key === names[0])
            : undefined;
        if (entry?.value.kind === 'function') return { path: state.facts.path, scope: entry.value.scope };
      }
    }
    return undefined;
  }

  /** The class that a meaning names; climbs nothing. */
  classOf(meaning: Meaning): { readonly path: Path; readonly declaration: ClassDeclaration } | undefined {
    const declared = meaning.kind === 'local' ? meaning : meaning.kind === 'external' ? meaning.through : undefined;
    if (!declared) return undefined;
    for (const state of this.#around(declared.file)) {
      const declaration = state.table.classes.get(declared.name);
      if (declaration) return { path: state.facts.path, declaration };
    }
    return undefined;
  }

  /** The declarations of a code file; undefined for other files. */
  names(path: Path): { readonly facts: CodeFacts; readonly table: NameTable } | undefined {
    return this.#state(path);
  }

  /** The files that share the names of one: itself, and for Go all files of its package, the named one first. */
  around(path: Path): Iterable<{ readonly facts: CodeFacts; readonly table: NameTable }> {
    return this.#around(path);
  }

  #state(path: Path): FileState | undefined {
    const known = this.#states.get(path);
    if (known) return known;
    const facts = codeOf(this.folder, path);
    if (!facts) return undefined;
    const inherited = this.#inherited(path);
    if (inherited?.facts === facts) {
      this.#states.set(path, inherited);
      return inherited;
    }
    const state: FileState = { facts, table: createNameTable(facts), resolutions: [], callees: [], bindings: new Map() };
    this.#states.set(path, state);
    return state;
  }

  #inherited(path: Path): FileState | undefined {
    for (let at = this.#older; at; at = at.older) {
      if (at.except.has(path)) return undefined;
      const state = at.states.get(path);
      if (state) return state;
    }
    return undefined;
  }

  /** What a linker for a changed folder takes over. Now and then the states are laid together, so that looking up stays short. */
  #handedOn(except: ReadonlySet<Path>, folder: Folder): Inheritance {
    const depth = (this.#older?.depth ?? 0) + 1;
    if (depth < MOST_OLDER) return { states: this.#states, except, older: this.#older, depth };
    const states = new Map<Path, FileState>();
    for (const path of folder.files.keys()) {
      const state = this.#states.get(path) ?? this.#inherited(path);
      if (state) states.set(path, state);
    }
    return { states, except, older: undefined, depth: 1 };
  }

  /** The file itself, or all files of its package for Go, the named one first. */
  *#around(path: Path): Generator<FileState> {
    const state = this.#state(path);
    if (!state) return;
    yield state;
    if (state.facts.language !== 'go') return;
    for (const sibling of this.folder.goPackages.get(folderOf(path)) ?? []) {
      const other = sibling === path ? undefined : this.#state(sibling);
      if (other && other.facts.packageName === state.facts.packageName) yield other;
    }
  }

  #guarded(key: object, follow: () => Meaning): Meaning {
    if (this.#depth >= MAX_DEPTH || this.#following.has(key)) {
      this.#cuts += 1;
      return UNKNOWN;
    }
    this.#following.add(key);
    this.#depth += 1;
    try {
      return follow();
    } finally {
      this.#depth -= 1;
      this.#following.delete(key);
    }
  }

  #calleeOf(state: FileState, call: Call): Meaning {
    const { receiver, path, opaque } = call.callee;
    if (opaque) return UNKNOWN;
    if (receiver === undefined) return path.length > 0 ? this.#reference(state, call.scope, path) : UNKNOWN;
    const inner = state.facts.calls[receiver];
    return inner ? this.#members(this.#result(state, receiver, inner), path) : UNKNOWN;
  }

  /** What a call gives. */
  #result(state: FileState, id: CallId, call: Call): Meaning {
    const required = this.#required(state, call);
    if (required) return required;
    const callee = this.callee(state.facts.path, id);
    if (call.form === 'new') return this.#instance(callee);
    const provided = this.#provided(state, call.scope, callee, call);
    return provided.kind === 'unknown' ? this.#called(callee, state.facts.language === 'python') : provided;
  }

  /** What `require('x')` gives where it stands in an expression. */
  #required(state: FileState, { callee, args }: Call): Meaning | undefined {
    const [name] = args;
    if (callee.receiver !== undefined || callee.path.length !== 1 || callee.path[0] !== 'require') return undefined;
    if (name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
    const module = name.value;
    const resolution = resolveImport(this.folder, state.facts, { module, imported: 'default' });
    if (resolution.kind === 'package') return external(module, 'default');
    return resolution.kind === 'file' ? this.#guarded(name, () => this.#exported(resolution.path, 'default')) : UNKNOWN;
  }

  #called(callee: Meaning, isPython: boolean): Meaning {
    switch (callee.kind) {
      case 'unknown':
        return UNKNOWN;
      case 'global':
        return { kind: 'global', chain: [...callee.chain, '()'] };
      case 'external':
        // In Python a call of a capitalised name makes an instance.
        return isPython && /^[A-Z]/.test(callee.chain.at(-1) ?? '') ? this.#instance(callee) : push(callee, '()');
      case 'local': {
        if (callee.chain.length === 0 && this.classOf(callee)) return this.#instance(callee);
        const fn = this.functionOf(callee);
        const result = fn ? this.#resultOf(fn.path, fn.scope, 0) : UNKNOWN;
        return result.kind === 'unknown' ? push(callee, '()') : result;
      }
    }
  }

  /** The meaning of result number `index` of a declared function: its written type, else its only returned value. */
  #resultOf(path: Path, scope: ScopeId, index: number): Meaning {
    const state = this.#state(path);
    const fn = state?.facts.scopes[scope]?.fn;
    if (!state || !fn) return UNKNOWN;
    return this.#guarded(fn, () => {
      const type = fn.results[index];
      if (type && type.path.length > 0) {
        const typed = this.#typed(state, scope, type);
        if (typed.kind !== 'unknown') return typed;
      }
      const returns = state.facts.returns.filter((it) => it.scope === scope || nearestFunction(state.facts, it.scope) === scope);
      const values = returns.map((it) => it.values[index]).filter((it) => it !== undefined && it.kind !== 'literal');
      const only = values.length === 1 ? values[0] : undefined;
      return only ? this.#value(state, scope, only) : UNKNOWN;
    });
  }

  #instance(of: Meaning): Meaning {
    if (of.kind === 'external') return push(of, '*');
    if (of.kind === 'local' && of.chain.length === 0) return { ...of, chain: ['*'] };
    return of.kind === 'global' ? { kind: 'global', chain: [...of.chain, '*'] } : UNKNOWN;
  }

  #reference(state: FileState, scope: ScopeId, names: readonly string[]): Meaning {
    const [head, ...rest] = names;
    if (head === undefined) return UNKNOWN;
    if (head === 'this' || head === receiverName(state.facts, scope)) {
      const owner = enclosingOwner(state.facts, scope);
      return owner === undefined
        ? UNKNOWN
        : this.#members({ kind: 'local', file: state.facts.path, name: owner, chain: ['*'] }, rest);
    }
    if (head === 'arguments' && rest[0] !== undefined) return this.#destructured(state, scope, rest);
    const declaration = findDeclaration(state.facts, state.table, scope, head);
    if (declaration) return this.#members(this.#declared(state, declaration), rest);
    if (state.facts.language === 'go') {
      for (const sibling of this.#around(state.facts.path)) {
        const found = sibling.table.scopes.get(0)?.get(head);
        if (found?.kind === 'binding') return this.#members(this.#declared(sibling, found), rest);
      }
    }
    return { kind: 'global', chain: [...names] };
  }

  #declared(state: FileState, declaration: Declaration): Meaning {
    switch (declaration.kind) {
      case 'import':
        return this.#imported(state, declaration.index);
      case 'parameter':
        return this.#parameter(state, declaration.scope, declaration.parameter, declaration.index);
      case 'binding': {
        const known = state.bindings.get(declaration.binding);
        if (known) return known;
        const cuts = this.#cuts;
        const meaning = this.#guarded(declaration.binding, () => this.#binding(state, declaration.binding));
        if (cuts === this.#cuts) state.bindings.set(declaration.binding, meaning);
        return meaning;
      }
    }
  }

  #binding(state: FileState, binding: Binding): Meaning {
    const here: Meaning =
      binding.scope === 0 || binding.declares === 'class' || binding.declares === 'function'
        ? { kind: 'local', file: state.facts.path, name: binding.name, chain: [] }
        : UNKNOWN;
    if (binding.declares === 'class') return this.#class(here);
    if (binding.type && binding.type.path.length > 0) {
      const typed = this.#typed(state, binding.scope, binding.type);
      if (typed.kind === 'external') return typed;
      if (typed.kind === 'local') return typed;
    }
    const { origin } = binding;
    switch (origin.kind) {
      case 'value': {
        const meaning = this.#value(state, binding.scope, origin.value);
        return meaning.kind === 'unknown' ? here : meaning;
      }
      case 'part':
        return this.#part(state, binding.scope, origin.value, origin.path);
      case 'element':
        return this.#members(this.#value(state, binding.scope, origin.value), ['[]']);
      case 'type':
        return here;
      default:
        return here;
    }
  }

  /** A class of the workspace is what it extends, where that is external. */
  #class(meaning: Meaning): Meaning {
    const found = this.classOf(meaning);
    if (!found || meaning.kind !== 'local') return meaning;
    return this.#guarded(found.declaration, () => {
      for (const base of found.declaration.bases) {
        const state = this.#state(found.path);
        const parent = state && base.path.length > 0 ? this.#reference(state, 0, base.path) : UNKNOWN;
        if (parent.kind !== 'external') continue;
        return { ...parent, through: { file: found.path, name: found.declaration.name }, ...typeArgs(base) };
      }
      return meaning;
    });
  }

  #part(state: FileState, scope: ScopeId, value: Value, path: readonly string[]): Meaning {
    const index = Number(path[0] ?? 0);
    if (value.kind === 'call' && value.path.length === 0 && path.length <= 1 && Number.isInteger(index)) {
      const fn = this.functionOf(this.callee(state.facts.path, value.call));
      const result = fn ? this.#resultOf(fn.path, fn.scope, index) : UNKNOWN;
      if (result.kind !== 'unknown') return result;
    }
    return this.#members(this.#value(state, scope, value), path);
  }

  #imported(state: FileState, index: number): Meaning {
    const it = state.facts.imports[index];
    if (!it) return UNKNOWN;
    const resolution = this.resolution(state.facts.path, index);
    switch (resolution.kind) {
      case 'missing':
        return UNKNOWN;
      case 'folder':
        return { kind: 'local', file: resolution.files[0] ?? '', name: '*', chain: [] };
      case 'package':
        return state.facts.language === 'python'
          ? pythonExternal(it.module, it.imported, it.local)
          : external(it.module, it.imported);
      case 'file': {
        const isModule =
          it.imported === '*' ||
          (state.facts.language === 'python' &&
            (isImportedModule(resolution.path, it) || !this.#hasExport(resolution.path, it.imported)));
        if (isModule) return { kind: 'local', file: resolution.path, name: '*', chain: [] };
        return this.#guarded(it, () => this.#exported(resolution.path, it.imported));
      }
    }
  }

  #hasExport(path: Path, name: string): boolean {
    const state = this.#state(path);
    return (
      state !== undefined && (state.table.scopes.get(0)?.has(name) === true || state.facts.exports.some((it) => it.name === name))
    );
  }

  /** What a file exports under a name, through re-exports. */
  #exported(path: Path, name: string): Meaning {
    const state = this.#state(path);
    if (!state) return UNKNOWN;
    const { facts, table } = state;
    if (facts.language === 'python' || facts.language === 'go') {
      for (const around of this.#around(path)) {
        const declaration = around.table.scopes.get(0)?.get(name);
        if (declaration && (facts.language === 'python' || declaration.kind === 'binding'))
          return this.#declared(around, declaration);
      }
      return UNKNOWN;
    }
    const found = facts.exports.find((it) => it.name === name);
    if (found?.from) return this.#reexported(state, found.from.module, found.from.imported);
    if (found?.local !== undefined) {
      const declaration = table.scopes.get(0)?.get(found.local);
      return declaration ? this.#declared(state, declaration) : { kind: 'local', file: path, name: found.local, chain: [] };
    }
    if (found?.value) {
      const meaning = this.#value(state, 0, found.value);
      return meaning.kind === 'unknown' ? { kind: 'local', file: path, name, chain: [] } : meaning;
    }
    if (found) return { kind: 'local', file: path, name, chain: [] };
    for (const it of facts.exports) {
      if (it.name !== '*' || !it.from) continue;
      const meaning = this.#guarded(it, () => this.#reexported(state, it.from?.module ?? '', name));
      if (meaning.kind !== 'unknown') return meaning;
    }
    // `const x = require('./a')` of a file that exports names one by one is its namespace.
    if (name === 'default' && facts.exports.length > 0) return { kind: 'local', file: path, name: '*', chain: [] };
    return UNKNOWN;
  }

  #reexported(state: FileState, module: string, imported: string): Meaning {
    const resolution = resolveImport(this.folder, state.facts, { module, imported });
    if (resolution.kind === 'file') {
      return imported === '*'
        ? { kind: 'local', file: resolution.path, name: '*', chain: [] }
        : this.#exported(resolution.path, imported);
    }
    return resolution.kind === 'package' ? external(module, imported) : UNKNOWN;
  }

  #parameter(state: FileState, scope: ScopeId, parameter: Parameter, index: number): Meaning {
    const typed = parameter.type && parameter.type.path.length > 0 ? this.#typed(state, scope, parameter.type) : UNKNOWN;
    if (typed.kind === 'external') return typed;
    const injected = this.#injected(state, scope, parameter);
    if (injected.kind !== 'unknown') return injected;
    if (typed.kind !== 'unknown') return typed;
    const at = state.facts.scopes[scope]?.fn?.argumentOf;
    if (!at) return UNKNOWN;
    const callee = this.callee(state.facts.path, at.call);
    return callee.kind === 'external' ? push(callee, `(${at.index}:${index})`) : UNKNOWN;
  }

  /** A part of a destructured parameter: the extractor writes `arguments.0.name`. */
  #destructured(state: FileState, scope: ScopeId, path: readonly string[]): Meaning {
    const index = Number(path[0]);
    const fn = state.facts.scopes[scope]?.fn;
    const parameter = fn?.parameters[index];
    return parameter ? this.#members(this.#parameter(state, scope, parameter, index), path.slice(1)) : UNKNOWN;
  }

  #injected(state: FileState, scope: ScopeId, parameter: Parameter): Meaning {
    const candidates = [parameter.defaultValue, ...(parameter.type?.annotations ?? [])];
    for (const value of candidates) {
      const call = value?.kind === 'call' ? state.facts.calls[value.call] : undefined;
      if (value?.kind !== 'call' || !call) continue;
      const result = this.#provided(state, scope, this.callee(state.facts.path, value.call), call);
      if (result.kind === 'external') return result;
    }
    return UNKNOWN;
  }

  /** What an injector gives: FastAPI's `Depends(get_db)`, Angular's `inject(HttpClient)`. */
  #provided(state: FileState, scope: ScopeId, callee: Meaning, call: Call): Meaning {
    if (callee.kind !== 'external' || callee.chain.length !== 1) return UNKNOWN;
    const injector = this.#injectors.find((it) => it.module === callee.module && it.name === callee.chain[0]);
    const provider = injector ? call.args[injector.argument] : undefined;
    return provider?.kind === 'reference' ? this.#called(this.#reference(state, scope, provider.path), true) : UNKNOWN;
  }

  #value(state: FileState, scope: ScopeId, value: Value): Meaning {
    switch (value.kind) {
      case 'reference':
        return this.#reference(state, scope, value.path);
      case 'call': {
        const call = state.facts.calls[value.call];
        return call ? this.#members(this.#result(state, value.call, call), value.path) : UNKNOWN;
      }
      case 'object':
        // Go's `server := &server{…}` means the type of the package, not the variable.
        return value.type ? this.#instance(this.#reference(state, 0, value.type)) : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  #typed(state: FileState, scope: ScopeId, type: TypeReference): Meaning {
    if (type.path.at(-1) === 'Annotated' && type.args[0]) return this.#typed(state, scope, type.args[0]);
    if (type.path.length === 0) return UNKNOWN;
    return this.#guarded(type, () => {
      const alias = this.#typeAlias(state, scope, type.path);
      if (alias) return this.#typed(alias.state, 0, alias.type);
      const named = this.#reference(state, scope, type.path);
      if (named.kind === 'global') return UNKNOWN;
      const instance = this.#instance(named);
      return instance.kind === 'external' ? { ...instance, ...typeArgs(type) } : instance;
    });
  }

  /** Follows a name to a type alias, also one that is imported. */
  #typeAlias(
    state: FileState,
    scope: ScopeId,
    path: readonly string[],
  ): { readonly state: FileState; readonly type: TypeReference } | undefined {
    const head = path.length === 1 ? path[0] : undefined;
    const declaration = head === undefined ? undefined : findDeclaration(state.facts, state.table, scope, head);
    if (declaration?.kind === 'binding' && declaration.binding.origin.kind === 'type')
      return { state, type: declaration.binding.origin.type };
    if (declaration?.kind !== 'import') return undefined;
    const resolution = this.resolution(state.facts.path, declaration.index);
    const other = resolution.kind === 'file' ? this.#state(resolution.path) : undefined;
    const found = other?.table.scopes.get(0)?.get(declaration.import.imported);
    if (!other || found?.kind !== 'binding' || found.binding.origin.kind !== 'type') return undefined;
    return { state: other, type: found.binding.origin.type };
  }

  #members(of: Meaning, names: readonly string[]): Meaning {
    let meaning = of;
    for (const name of names) meaning = this.#member(meaning, name);
    return meaning;
  }

  #member(of: Meaning, name: string): Meaning {
    if (of.kind === 'unknown') return of;
    if (of.kind === 'global') return { kind: 'global', chain: [...of.chain, name] };
    if (of.kind === 'local' && of.name === '*' && of.chain.length === 0) return this.#exported(of.file, name);
    const isInstance = of.chain.at(-1) === '*';
    if (isInstance || of.chain.length === 0 || (of.kind === 'external' && of.through)) {
      const own = this.#ownMember(of, name, isInstance, 0);
      if (own) return own;
    }
    if (of.kind === 'local' && of.chain.length === 0) {
      const entry = this.#objectEntry(of, name);
      if (entry) return entry;
    }
    return push(of, name);
  }

  /** A member that a class of the workspace declares, or that one of its bases in the workspace does. */
  #ownMember(of: ExternalMeaning | LocalMeaning, name: string, isInstance: boolean, depth: number): Meaning | undefined {
    const found = this.classOf(of);
    const state = found ? this.#state(found.path) : undefined;
    if (!found || !state || depth > 5) return undefined;
    const { declaration } = found;
    for (const around of this.#around(found.path)) {
      if (around.table.methods.has(`${declaration.name}.${name}`)) {
        return { kind: 'local', file: around.facts.path, name: declaration.name, chain: isInstance ? ['*', name] : [name] };
      }
    }
    const field = declaration.fields.find((it) => it.name === name);
    if (field) {
      const scope = state.facts.scopes.findIndex(
        (it) => it.fn?.owner === declaration.name && (it.fn.form === 'constructor' || it.fn.name === '__init__'),
      );
      return this.#guarded(field, () => {
        const typed = field.type && field.type.path.length > 0 ? this.#typed(state, declaration.scope, field.type) : UNKNOWN;
        if (typed.kind !== 'unknown') return typed;
        const value = field.value ? this.#value(state, scope < 0 ? declaration.scope : scope, field.value) : UNKNOWN;
        return value.kind === 'external' || value.kind === 'local' ? value : UNKNOWN;
      });
    }
    for (const base of declaration.bases) {
      const parent = base.path.length > 0 ? this.#reference(state, 0, base.path) : UNKNOWN;
      if (parent.kind === 'unknown' || parent.kind === 'global') continue;
      const own = this.#ownMember(parent, name, isInstance, depth + 1);
      if (own) return own;
      if (parent.kind === 'external' && of.kind === 'local') return push(isInstance ? push(parent, '*') : parent, name);
    }
    return undefined;
  }

  #objectEntry(of: LocalMeaning, name: string): Meaning | undefined {
    const state = this.#state(of.file);
    const declaration = state?.table.scopes.get(0)?.get(of.name);
    const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
    const value = origin?.kind === 'value' ? origin.value : state?.facts.exports.find((it) => it.name === of.name)?.value;
    if (!state || value?.kind !== 'object') return undefined;
    const entry = value.entries.find((it) => it.key === name);
    if (!entry || entry.value.kind === 'function') return undefined;
    const meaning = this.#guarded(entry, () => this.#value(state, 0, entry.value));
    return meaning.kind === 'unknown' ? undefined : meaning;
  }
}

function push<M extends ExternalMeaning | LocalMeaning>(meaning: M, step: string): M {
  return { ...meaning, chain: [...meaning.chain, step] };
}

function external(module: string, imported: string): ExternalMeaning {
  return { kind: 'external', module: module.replace(/^node:/, ''), chain: imported === '*' ? [] : [imported] };
}

/** `import a.b` binds `a`, `import a.b as c` binds the module, `from a.b import c` binds a name in it. */
function pythonExternal(module: string, imported: string, local: string): ExternalMeaning {
  const [top = module, ...rest] = module.split('.');
  if (imported !== '*') return { kind: 'external', module: top, chain: [...rest, imported] };
  return { kind: 'external', module: top, chain: local === top ? [] : rest };
}

function typeArgs(type: TypeReference): { readonly typeArgs?: readonly string[] } {
  const names = type.args.map((it) => it.path.at(-1) ?? '').filter(Boolean);
  return names.length > 0 ? { typeArgs: names } : {};
}

function receiverName(facts: CodeFacts, scope: ScopeId): string | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const receiver = facts.scopes[at]?.fn?.receiver;
    if (receiver !== undefined) return receiver;
  }
  return undefined;
}

function nearestFunction(facts: CodeFacts, scope: ScopeId): ScopeId | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.fn) return at;
  }
  return undefined;
}
