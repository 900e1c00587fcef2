import type { Path } from '#base/paths.ts';
import type { Concept, ConceptKind, ConceptOf } from '#concepts/concept.ts';
import { isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import { filesOf, type ServedUnit, servedUnit } from '#rules/absence.ts';
import type { Detection } from '#rules/rule.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Surroundings } from './surroundings.ts';

/** What the detectors of a unit look at. */
export interface Look {
  readonly workspace: Workspace;
  readonly unit: Unit;
  /** Undefined where no routes are known. */
  readonly served: ServedUnit | undefined;
  /** All that may be part of it, code of other units that it imports included; no tests. */
  readonly files: readonly LiftedFile[];
  /** The application code among them. */
  readonly code: readonly LiftedCode[];
  /** The application code among them that does not run in browsers. */
  readonly serverCode: readonly LiftedCode[];
  /** The script of the unit itself that may run in browsers. */
  readonly browserCode: readonly LiftedCode[];
  readonly surroundings: Surroundings;
  /** What a rule reports in these files, whether the configuration shows it or not. */
  readonly detect: Detect;
  /** The same over the whole workspace. */
  readonly detectAnywhere: Detect;
}

/** Asks one rule about the whole workspace. */
export type Detect = (rule: string) => readonly Detection[];

export function lookAt(workspace: Workspace, unit: Unit, detect: Detect, surroundings: Surroundings): Look {
  const served = servedUnit(workspace, unit);
  const files = served?.files ?? filesOf(workspace, unit);
  const paths = new Set<Path>(files.map((it) => it.path));
  const code = files.filter(isCode).filter((it) => workspace.roleOf(it.path) === undefined);
  return {
    workspace,
    unit,
    served,
    files,
    code,
    serverCode: code.filter((it) => workspace.runtimeOf(it.path) !== 'browser'),
    browserCode: code.filter(
      (it) => isScript(it) && workspace.unitOf(it.path) === unit && workspace.runtimeOf(it.path) !== 'server',
    ),
    surroundings,
    detectAnywhere: detect,
    detect: (rule) => detect(rule).filter((it) => paths.has(it.path) || isOfUnit(workspace, unit, it.path)),
  };
}

function isScript({ facts }: LiftedCode): boolean {
  return facts.language === 'typescript' || facts.language === 'javascript';
}

/** Files that are no code belong to the unit around them. */
function isOfUnit(workspace: Workspace, unit: Unit, path: Path): boolean {
  return workspace.files.get(path)?.facts.kind !== 'code' && workspace.unitOf(path) === unit;
}

/** A concept with its file. */
export interface Placed<C extends Concept> {
  readonly path: Path;
  readonly concept: C;
}

/** All concepts of a kind in some files, those that only their own file sees included. */
export function placedConcepts<K extends ConceptKind>(files: readonly LiftedFile[], kind: K): Placed<ConceptOf<K>>[] {
  return files.flatMap((file) =>
    file.concepts.flatMap((it) => (it.kind === kind ? [{ path: file.path, concept: it as ConceptOf<K> }] : [])),
  );
}

/** Tells whether a dependency of the unit, or an import of its code, is one of some packages. */
export function usesPackage(look: Look, pattern: RegExp): boolean {
  return (
    [...look.unit.dependencies].some((it) => pattern.test(it)) ||
    look.code.some((it) => it.facts.imports.some((one) => pattern.test(one.module)))
  );
}
