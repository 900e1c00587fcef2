import type { InputRead } from '#concepts/kinds/input.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

export type ParameterTrouble = 'notValidated' | 'noPipe' | 'undecoratedDto';

/** What is wrong with a decorated parameter that is given the body; undefined where nothing is, or it cannot be seen. */
export function parameterTrouble(workspace: Workspace, code: LiftedCode, read: InputRead): ParameterTrouble | undefined {
  const fn = code.facts.scopes[read.scope]?.fn;
  const parameter = fn?.parameters.find((it) => it.span.start === read.span.start);
  const decorators = [...(parameter?.decorators ?? []), ...(fn?.decorators ?? []), ...ownerDecorators(code, fn?.owner)];
  const hasOwnPipe = decorators.some((it) => {
    const name = it.path.at(-1) ?? '';
    const call = it.call === undefined ? undefined : code.facts.calls[it.call];
    return /UsePipes|Validat/.test(name) || (name === 'Body' && call?.args.some((arg) => arg.kind !== 'literal') === true);
  });
  if (hasOwnPipe || read.key !== undefined || !read.type) return undefined;
  if (/^(any|unknown|object|Record<.*)$/.test(read.type.text)) return 'notValidated';
  const found = workspace.linker.classOf(workspace.linker.typed(code.path, 0, read.type));
  if (!found) return undefined;
  if (found.declaration.form === 'interface') return 'notValidated';
  if (!hasPipe(workspace, workspace.unitOf(code.path))) return hasRules(found.declaration) ? 'noPipe' : 'undecoratedDto';
  return hasRules(found.declaration) ? undefined : 'undecoratedDto';
}

function ownerDecorators(code: LiftedCode, owner: string | undefined): ClassDeclaration['decorators'] {
  return code.facts.classes.find((it) => it.name === owner)?.decorators ?? [];
}

/** A class that extends another, or that has no fields, may get its rules from elsewhere. */
function hasRules({ fields, bases }: ClassDeclaration): boolean {
  return (
    bases.length > 0 ||
    fields.length === 0 ||
    fields.some((it) => it.decorators.some((one) => !/^Api/.test(one.path.at(-1) ?? '')))
  );
}

/** Tells whether a unit has Nest check what comes in. */
export function hasPipe(workspace: Workspace, unit: Unit): boolean {
  return unitsWithPipe(workspace).has(unit);
}

const unitsWithPipe = perVisibleState((workspace): ReadonlySet<Unit> => {
  const units = new Set<Unit>();
  for (const { path, facts } of workspace.files.values())
    if (facts.kind === 'code' && facts.imports.some((it) => /ValidationPipe$|^APP_PIPE$/.test(it.imported)))
      units.add(workspace.unitOf(path));
  return units;
});
