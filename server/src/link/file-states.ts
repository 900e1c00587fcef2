import { folderOf, type Path } from '#base/paths.ts';
import type { Binding, CodeFacts, Field } from '#facts/code-facts.ts';
import { codeOf, type Folder } from './folder.ts';
import type { Meaning, Resolution } from './meaning.ts';
import { createNameTable, type NameTable } from './names.ts';

/** What is known of a code file, with what was found out on the way. */
export interface FileState {
  readonly facts: CodeFacts;
  readonly table: NameTable;
  readonly resolutions: (Resolution | undefined)[];
  /** Where re-exports lead, by module and name. */
  readonly reexports: Map<string, Resolution>;
  readonly imported: (Meaning | undefined)[];
  readonly exported: Map<string, Meaning>;
  exportedNames: ExportedNames | undefined;
  readonly callees: (Meaning | undefined)[];
  readonly bindings: Map<Binding, Meaning>;
  readonly fields: Map<Field, Meaning>;
}

/** The names that a file exports, those of what it re-exports whole among them. */
export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** True where it may have others. */
  readonly isOpen: boolean;
}

/** States that came before, without those of files that have changed since. */
interface Inheritance {
  readonly states: ReadonlyMap<Path, FileState>;
  readonly except: ReadonlySet<Path>;
  readonly older: Inheritance | undefined;
  readonly depth: number;
}

/** How many may stand behind one another. */
const MOST_OLDER = 32;

/** The states of the code files of a folder, made when they are asked for. */
export class FileStates {
  readonly #folder: Folder;
  readonly #states = new Map<Path, FileState>();
  #last: FileState | undefined;
  /** The states before these, newest first. */
  readonly #older: Inheritance | undefined;

  /** Takes over the states of files that did not change and that see no changed summary. */
  constructor(folder: Folder, keep?: { readonly from: FileStates; readonly except: ReadonlySet<Path> }) {
    this.#folder = folder;
    if (keep) this.#older = keep.from.#handedOn(keep.except, folder);
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
    const inherited = this.#inherited(path);
    if (inherited?.facts === facts) {
      this.#states.set(path, inherited);
      return inherited;
    }
    const state: FileState = {
      facts,
      table: createNameTable(facts),
      resolutions: [],
      reexports: new Map(),
      imported: [],
      exported: new Map(),
      exportedNames: undefined,
      callees: [],
      bindings: new Map(),
      fields: new Map(),
    };
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

  /** What the states of a changed folder take over. Now and then they are laid together, so that looking up stays short. */
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
}
