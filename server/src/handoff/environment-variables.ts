import type { Path } from '#base/paths.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import { isPlatformVariable } from '#workspace/environment.ts';
import { isSecretName } from '#workspace/secret-names.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Place, placeOf } from './place.ts';

/** A variable that a unit takes from its environment. */
export interface Variable {
  readonly unit: Path;
  readonly name: string;
  /** unknown: it is read somewhere, and nothing says what happens without it. */
  readonly need: 'required' | 'optional' | 'unknown';
  /** What the example file has for it, where it is no secret; undefined where it is not there. */
  readonly example: string | undefined;
  readonly isSecret: boolean;
  readonly place: Place;
}

/** By name. Variables that platforms and shells set by themselves are left out. */
export function variablesOf(workspace: Workspace, unit: Unit): readonly Variable[] {
  const { declared, reads, checked, examples } = workspace.environmentOf(unit);
  const entries = new Map(examples.flatMap((it) => it.entries).map((it) => [it.key, it.value] as const));
  const found = new Map<string, Variable>();
  const add = (name: string, need: Variable['need'], place: Place): void => {
    if (found.has(name) || isPlatformVariable(name)) return;
    const isSecret = isSecretName(name);
    found.set(name, { unit: unit.folder, name, need, example: isSecret ? undefined : entries.get(name), isSecret, place });
  };
  for (const { name, isOptional, path, schema } of declared) {
    const at = schema.variables.find((it) => it.name === name)?.span ?? schema.span;
    add(name, isOptional ? 'optional' : 'required', placeOf(workspace, path, at.start));
  }
  for (const { name, path, read } of reads)
    add(name, checked.has(name) ? 'required' : needOf(read.read), placeOf(workspace, path, read.span.start));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function needOf({ form }: SyntaxEnvRead): Variable['need'] {
  return form === 'default' ? 'optional' : form === 'asserted' ? 'required' : 'unknown';
}
