import type { Path } from '#base/paths.ts';
import type { CallId, ClassDeclaration, CodeFacts, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { calleeMeaning, providedMeaning, resultOfCall, resultOfFunction } from './callee-meaning.ts';
import { classOf, functionOf } from './declared-functions.ts';
import { exportedMeaning, importedMeaning, reexportResolution } from './export-meaning.ts';
import { FileStates } from './file-states.ts';
import type { Folder } from './folder.ts';
import { FollowGuard } from './follow-guard.ts';
import { type ImportEdge, type Meaning, type Resolution, UNKNOWN } from './meaning.ts';
import { memberChain } from './member-meaning.ts';
import type { NameTable } from './names.ts';
import { declaredMeaning, referenceMeaning, valueMeaning } from './reference-meaning.ts';
import { resolveImport } from './resolve-import.ts';
import type { Injector, Trail } from './trail.ts';
import { typedMeaning } from './type-meaning.ts';

/**
 * Follows names over files. Keeps what it has followed; everything it says depends on the folder alone.
 * A linker for a changed folder takes over the states of files that did not change and that see no changed summary.
 */
export class Linker {
  readonly folder: Folder;
  readonly #states: FileStates;
  readonly #guard = new FollowGuard();
  readonly #trail: Trail;

  constructor(
    folder: Folder,
    injectors: readonly Injector[],
    keep?: { readonly from: Linker; readonly except: ReadonlySet<Path> },
  ) {
    this.folder = folder;
    this.#states = new FileStates(folder, keep && { from: keep.from.#states, except: keep.except });
    this.#trail = this.#startTrail(injectors);
  }

  /** Where import number `index` of a file leads. */
  resolution(path: Path, index: number): Resolution {
    const state = this.#states.of(path);
    const it = state?.facts.imports[index];
    if (!state || !it) return { kind: 'missing' };
    const resolution = state.resolutions[index] ?? resolveImport(this.folder, state.facts, it);
    state.resolutions[index] = resolution;
    return resolution;
  }

  /** The imports and re-exports of a file that lead to other files of the workspace, one edge for each file and name. */
  edges(path: Path): readonly ImportEdge[] {
    const state = this.#states.of(path);
    if (!state) return [];
    const { facts } = state;
    const leadsTo = (resolution: Resolution): readonly Path[] =>
      (resolution.kind === 'file' ? [resolution.path] : resolution.kind === 'folder' ? resolution.files : []).filter(
        (to) => to !== path,
      );
    const imports = facts.imports.flatMap(({ isTypeOnly, isDeferred }, index) =>
      leadsTo(this.resolution(path, index)).map((to) => ({ from: path, to, index, isReexport: false, isTypeOnly, isDeferred })),
    );
    const reexports = facts.exports.flatMap(({ from, isTypeOnly }, index) =>
      from
        ? leadsTo(reexportResolution(this.folder, state, from)).map((to) => ({
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
    const state = this.#states.of(path);
    const known = state?.callees[call];
    if (known) return known;
    const it = state?.facts.calls[call];
    if (!state || !it) return UNKNOWN;
    const keep = (meaning: Meaning) => {
      state.callees[call] = meaning;
    };
    return this.#guard.remembered(it, () => calleeMeaning(this.#trail, state, it), keep);
  }

  /** What a name or member chain stands for, seen from a scope. */
  reference(path: Path, scope: ScopeId, names: readonly string[]): Meaning {
    const state = this.#states.of(path);
    return state ? referenceMeaning(this.#trail, state, scope, names) : UNKNOWN;
  }

  /** What the result of an expression stands for. */
  value(path: Path, scope: ScopeId, value: Value): Meaning {
    const state = this.#states.of(path);
    return state ? valueMeaning(this.#trail, state, scope, value) : UNKNOWN;
  }

  /** What an instance of a written type stands for. */
  typed(path: Path, scope: ScopeId, type: TypeReference): Meaning {
    const state = this.#states.of(path);
    return state ? typedMeaning(this.#trail, state, scope, type) : UNKNOWN;
  }

  /** The function that a meaning names, where the workspace declares it: `OrderService*.place`, `createOrder`. */
  functionOf(meaning: Meaning): { readonly path: Path; readonly scope: ScopeId } | undefined {
    return functionOf(this.#trail, meaning);
  }

  /** The class that a meaning names; climbs nothing. */
  classOf(meaning: Meaning): { readonly path: Path; readonly declaration: ClassDeclaration } | undefined {
    return classOf(this.#trail, meaning);
  }

  /** The declarations of a code file; undefined for other files. */
  names(path: Path): { readonly facts: CodeFacts; readonly table: NameTable } | undefined {
    return this.#states.of(path);
  }

  /** The files that share the names of one: itself, and for Go all files of its package, the named one first. */
  around(path: Path): Iterable<{ readonly facts: CodeFacts; readonly table: NameTable }> {
    return this.#states.around(path);
  }

  #startTrail(injectors: readonly Injector[]): Trail {
    const trail: Trail = {
      folder: this.folder,
      injectors,
      state: (path) => this.#states.of(path),
      around: (path) => this.#states.around(path),
      guarded: (key, follow) => this.#guard.guarded(key, follow),
      kept: (follow, keep) => this.#guard.kept(follow, keep),
      remembered: (key, follow, keep) => this.#guard.remembered(key, follow, keep),
      resolution: (path, index) => this.resolution(path, index),
      callee: (path, call) => this.callee(path, call),
      result: (state, id, call) => resultOfCall(trail, state, id, call),
      resultOf: (path, scope, index) => resultOfFunction(trail, path, scope, index),
      provided: (state, scope, callee, call) => providedMeaning(trail, state, scope, callee, call),
      reference: (state, scope, names) => referenceMeaning(trail, state, scope, names),
      value: (state, scope, value) => valueMeaning(trail, state, scope, value),
      declared: (state, declaration) => declaredMeaning(trail, state, declaration),
      imported: (state, index) => importedMeaning(trail, state, index),
      exported: (path, name) => exportedMeaning(trail, path, name),
      typed: (state, scope, type) => typedMeaning(trail, state, scope, type),
      members: (of, names) => memberChain(trail, of, names),
      functionOf: (meaning) => functionOf(trail, meaning),
      classOf: (meaning) => classOf(trail, meaning),
    };
    return trail;
  }
}
