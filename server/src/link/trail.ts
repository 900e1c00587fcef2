import type { Path } from '#base/paths.ts';
import type { Call, CallId, ClassDeclaration, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { FileState } from './file-states.ts';
import type { Folder } from './folder.ts';
import type { Meaning, Resolution } from './meaning.ts';
import type { Declaration } from './names.ts';

/** A function whose result a parameter gets when a call of it is the parameter's default: FastAPI's `Depends(get_db)`. */
export interface Injector {
  readonly module: string;
  readonly name: string;
  /** Which argument is the provider. */
  readonly argument: number;
}

/** What following a name asks for on its way: the files, a guard against circles, and what other kinds of expressions stand for. */
export interface Trail {
  readonly folder: Folder;
  readonly injectors: readonly Injector[];
  /** Undefined for files that are not code. */
  readonly state: (path: Path) => FileState | undefined;
  /** The file itself, or all files of its package for Go, the named one first. */
  readonly around: (path: Path) => Iterable<FileState>;
  /** Follows further; unknown where the way leads back to the same thing, or goes on for too long. */
  readonly guarded: (key: object, follow: () => Meaning) => Meaning;
  /** The same, and hands over what is found to be kept, unless another start may see further. */
  readonly kept: (follow: () => Meaning, keep: (meaning: Meaning) => void) => Meaning;
  readonly remembered: (key: object, follow: () => Meaning, keep: (meaning: Meaning) => void) => Meaning;
  readonly resolution: (path: Path, index: number) => Resolution;
  /** What is called. */
  readonly callee: (path: Path, call: CallId) => Meaning;
  /** What a call gives. */
  readonly result: (state: FileState, id: CallId, call: Call) => Meaning;
  /** What result number `index` of a declared function stands for. */
  readonly resultOf: (path: Path, scope: ScopeId, index: number) => Meaning;
  /** What an injector gives. */
  readonly provided: (state: FileState, scope: ScopeId, callee: Meaning, call: Call) => Meaning;
  readonly reference: (state: FileState, scope: ScopeId, names: readonly string[]) => Meaning;
  readonly value: (state: FileState, scope: ScopeId, value: Value) => Meaning;
  readonly declared: (state: FileState, declaration: Declaration) => Meaning;
  readonly imported: (state: FileState, index: number) => Meaning;
  /** What a file exports under a name. */
  readonly exported: (path: Path, name: string) => Meaning;
  /** What an instance of a written type stands for. */
  readonly typed: (state: FileState, scope: ScopeId, type: TypeReference) => Meaning;
  readonly members: (of: Meaning, names: readonly string[]) => Meaning;
  /** The function that a meaning names, where the workspace declares it. */
  readonly functionOf: (meaning: Meaning) => { readonly path: Path; readonly scope: ScopeId } | undefined;
  /** The class that a meaning names. */
  readonly classOf: (meaning: Meaning) => { readonly path: Path; readonly declaration: ClassDeclaration } | undefined;
}
