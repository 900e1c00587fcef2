import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { type DeclaredVariable, isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { optionalNames, stoodInFor } from './optional-reads.ts';

/** Where a variable is read first. */
export interface Place {
  readonly path: Path;
  readonly index: number;
  readonly isOptional: boolean;
  /** True where it only stands in for another one. */
  readonly isStandIn: boolean;
  /** True where a schema declares it, false where it is read. */
  readonly isDeclared: boolean;
}

/** What a unit reads, by name, with the first place that reads it. A variable is optional where some place says what happens without it. */
export function variablesOf(workspace: Workspace, unit: Unit, ignore: readonly string[]): Map<string, Place> {
  const environment = workspace.environmentOf(unit);
  const { names: published } = workspace.publishedBy(unit);
  const variables = new Map<string, Place>();
  const put = (name: string, place: Place): void => {
    if (isPlatformVariable(name) || isBuildStamp(name) || name === 'PORT' || name === 'HOST' || ignore.includes(name)) return;
    // The bundler's own constants: `env: { currentVersion: … }`.
    if (published.has(name) && !isPublicVariable(name) && !/^[A-Z]/.test(name)) return;
    const known = variables.get(name);
    if (!known || (known.isStandIn && !place.isStandIn)) variables.set(name, place);
    else if (place.isOptional && !place.isStandIn && !known.isDeclared) variables.set(name, { ...known, isOptional: true });
  };
  for (const it of environment.declared)
    if (!isDeprecated(workspace, it) && !isOtherSchema(workspace, it))
      put(it.name, { path: it.path, index: it.index, isOptional: it.isOptional, isStandIn: false, isDeclared: true });
  const optional = new Map<Path, ReadonlySet<string>>();
  const standIns = new Map<Path, ReadonlySet<string>>();
  for (const { path, name, index } of environment.reads) {
    const isOptional = ofFile(workspace, path, optional, optionalNames).has(name);
    const isStandIn = ofFile(workspace, path, standIns, stoodInFor).has(name);
    if (!isDeprecated(workspace, { path, name })) put(name, { path, index, isOptional, isStandIn, isDeclared: false });
  }
  return variables;
}

function ofFile(
  workspace: Workspace,
  path: Path,
  known: Map<Path, ReadonlySet<string>>,
  namesOf: (file: LiftedCode) => readonly string[],
): ReadonlySet<string> {
  const found = known.get(path);
  if (found) return found;
  const file = workspace.files.get(path);
  const names = new Set(file && isCode(file) ? namesOf(file) : []);
  known.set(path, names);
  return names;
}

/** One name in capitals may be a key of anything; where the file does not touch the environment, it is. */
function isOtherSchema(workspace: Workspace, { path, schema }: DeclaredVariable): boolean {
  const file = workspace.files.get(path);
  return (
    schema.framework === 'zod' && schema.variables.length === 1 && file?.visible.every((it) => it.kind !== 'env-read') === true
  );
}

function isDeprecated(workspace: Workspace, { path, name }: { readonly path: Path; readonly name: string }): boolean {
  const file = workspace.files.get(path);
  if (!file || !isCode(file)) return false;
  return file.facts.classes.some(({ fields }) =>
    fields.some((it) => it.name === name && it.decorators.some((decorator) => /deprecated/i.test(decorator.path.at(-1) ?? ''))),
  );
}
