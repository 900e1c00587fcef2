import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { OwnName } from '#fixes/imports.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { enclosingOwner } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A type as the models of frameworks name it. */
export interface LibraryType {
  readonly modules: readonly string[];
  readonly type: string;
}

/** What a function of a file calls an instance of a type: a name of the module, or a field of its class. */
export function visibleInstance(
  workspace: Workspace,
  code: LiftedCode,
  owner: ScopeId,
  library: LibraryType,
): string | undefined {
  const { facts } = code;
  const means = (path: readonly string[], scope: ScopeId): boolean => stands(workspace, code, scope, path, library);
  const own = enclosingOwner(facts, owner);
  const field = facts.classes
    .find((it) => it.name === own)
    ?.fields.find((it) => isMethod(workspace, code, owner) && means(['this', it.name], owner));
  if (field) return `this.${field.name}`;
  const names = [
    ...facts.bindings.flatMap((it) => (it.scope === 0 && it.declares === 'constant' ? [it.name] : [])),
    ...facts.imports.flatMap((it) => (it.scope === 0 && !it.isTypeOnly && it.local !== '' ? [it.local] : [])),
  ];
  return names.find((it) => means([it], owner));
}

/** The only instance of a type that a module of the unit exports; undefined where there are several. */
export function exportedInstance(workspace: Workspace, code: LiftedCode, library: LibraryType): OwnName | undefined {
  const found = applicationFiles(workspace, workspace.unitOf(code.path), code.facts.language).flatMap((file) => {
    const named = file.facts.exports.filter(
      (it) => it.local !== undefined && !it.isTypeOnly && stands(workspace, file, 0, [it.local], library),
    );
    const best = named.find((it) => it.name !== 'default') ?? named[0];
    if (!best || file.facts.imports.some((it) => it.local === best.local)) return [];
    const isDefault = best.name === 'default';
    return [{ from: file.path, name: isDefault ? (best.local ?? '') : best.name, ...(isDefault && { isDefault }) }];
  });
  return found.length === 1 ? found[0] : undefined;
}

function stands(
  workspace: Workspace,
  { path }: LiftedCode,
  scope: ScopeId,
  names: readonly string[],
  library: LibraryType,
): boolean {
  const meaning = workspace.catalog.normalise(workspace.linker.reference(path, scope, names));
  return (
    meaning.kind === 'external' && library.modules.includes(meaning.module) && meaning.chain.join('.') === `${library.type}.*`
  );
}

function isMethod(workspace: Workspace, { path, facts }: LiftedCode, owner: ScopeId): boolean {
  const fn = facts.scopes[owner]?.fn;
  const before = workspace.textOf(path)?.slice(0, fn?.nameSpan.start) ?? '';
  return fn?.form === 'method' && !/\bstatic\s+(?:async\s+)?$/.test(before);
}
