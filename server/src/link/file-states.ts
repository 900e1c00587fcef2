import { LayeredMap } from '#base/layered-map.ts';
import { folderOf, type Path } from '#base/paths.ts';
import type { Binding, CodeFacts, Field } from '#facts/code-facts.ts';
import { codeOf, type Folder } from './folder.ts';
import type { Meaning, Resolution } from './meaning.ts';
import { createNameTable, type NameTable } from './names.ts';

/** What is known of a code file, with what was found out on the way. Most files have no more than one of the maps, so each is made for its first entry. */
export interface FileState {
  readonly facts: CodeFacts;
  readonly table: NameTable;
  readonly resolutions: (Resolution | undefined)[];
  /** Where re-exports lead, by module and name. */
  reexports: Map<string, Resolution> | undefined;
  readonly imported: (Meaning | undefined)[];
  exported: Map<string, Meaning> | undefined;
  exportedNames: ExportedNames | undefined;
  readonly callees: (Meaning | undefined)[];
  bindings: Map<Binding, Meaning> | undefined;
  fields: Map<Field, Meaning> | undefined;
}

/** The names that a file exports, those of what it re-exports whole among them. */
export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** True where it may have others. */
  readonly isOpen: boolean;
}

/** The states of the code files of a folder, made when they are asked for. */
export class FileStates {
  readonly #folder: Folder;
  readonly #states = new Map<Path, FileState>();
  #last: FileState | undefined;
  /** Those that were taken over. Nothing leads to a state that was left behind: it would keep the facts of that time alive. */
  readonly #inherited: ReadonlyMap<Path, FileState>;

  /** Takes over the states of files that did not change and that see no changed summary. */
  constructor(folder: Folder, keep?: { readonly from: FileStates; readonly except: ReadonlySet<Path> }) {
    this.#folder = folder;
    this.#inherited = keep ? keep.from.#without(keep.except) : new Map();
  }

  /** Undefined for files that are not code. */
  of(path: Path): FileState | undefined {
    // Most questions are about the file of the question before.
    if (this.#last?.facts.path === path) return this.#last;
    const state = this.#states.get(path) ?? this.#start(path);
    if (state) this.#last = state;
    return state;
  }

  /** The file itself, or all files of its package for Go, the named one first. */
  around(path: Path): Iterable<FileState> {
    const state = this.of(path);
    if (!state) return [];
    return state.facts.language === 'go' ? this.#package(state) : [state];
  }

  *#package(state: FileState): Generator<FileState> {
    yield state;
    const { path, packageName } = state.facts;
    for (const sibling of this.#folder.goPackages.get(folderOf(path)) ?? []) {
      const other = sibling === path ? undefined : this.of(sibling);
      if (other && other.facts.packageName === packageName) yield other;
    }
  }

  #start(path: Path): FileState | undefined {
    const facts = codeOf(this.#folder, path);
    if (!facts) return undefined;
    const inherited = this.#inherited.get(path);
    if (inherited?.facts === facts) return inherited;
    const state: FileState = {
      facts,
      table: createNameTable(facts),
      resolutions: new Array(facts.imports.length),
      reexports: undefined,
      imported: new Array(facts.imports.length),
      exported: undefined,
      exportedNames: undefined,
      callees: new Array(facts.calls.length),
      bindings: undefined,
      fields: undefined,
    };
    this.#states.set(path, state);
    return state;
  }

  #without(except: ReadonlySet<Path>): ReadonlyMap<Path, FileState> {
    const own = new Map([...this.#states].filter(([path]) => !except.has(path)));
    return LayeredMap.over(this.#inherited, own, except);
  }
}
