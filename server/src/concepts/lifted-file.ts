import type { Path } from '#base/paths.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { Concept, ConceptKind, ConceptOf } from './concept.ts';

/** A file with what it means. Immutable. */
export interface LiftedFile {
  readonly path: Path;
  readonly facts: FileFacts;
  /** In source order; empty for files that are not code. */
  readonly concepts: readonly Concept[];
  /** The concepts that other files can see, in the same order. */
  readonly visible: readonly Concept[];
  /** What each declared function does to the outside, by its scope; functions that do nothing are absent. */
  readonly effects: ReadonlyMap<ScopeId, Effects>;
  /** A digest of all that other files can see: imports, exports, signatures, effects, visible concepts; no positions. */
  readonly summary: () => string;
}

export interface Effects {
  readonly reads: boolean;
  readonly writes: boolean;
  /** It does nothing but pass what it is given on to a log. */
  readonly logs: boolean;
  /** The tables whose changes stay when it returns, without an open transaction around them; '' for one that is not known. */
  readonly lands: readonly string[];
  /** True where it checks the shape of something. */
  readonly validates: boolean;
  /** True where it takes the body of a request. */
  readonly takesBody: boolean;
  /** True where it keeps what it finds in a cache. */
  readonly caches: boolean;
}

/** A lifted file that is known to be code. */
export interface LiftedCode extends LiftedFile {
  readonly facts: CodeFacts;
}

export function isCode(file: LiftedFile): file is LiftedCode {
  return file.facts.kind === 'code';
}

/** The concepts of one kind, in source order. */
export function conceptsOf<K extends ConceptKind>(file: LiftedFile, kind: K): ConceptOf<K>[] {
  return file.concepts.filter((it): it is ConceptOf<K> => it.kind === kind);
}
