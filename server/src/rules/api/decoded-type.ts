import type { Path } from '#base/paths.ts';
import type { InputRead } from '#concepts/kinds/input.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** bound: rules that the framework checks by itself · tagged: rules that wait for a validator · plain: no rules · unknown: it cannot be seen. */
export type DecodedType = 'bound' | 'tagged' | 'plain' | 'unknown';

/** What the type says that a request is decoded into, in Go. */
export function decodedType(workspace: Workspace, code: LiftedCode, { into, scope }: InputRead): DecodedType {
  const name = into?.kind === 'reference' ? into.path[0] : undefined;
  if (name === undefined || (into?.kind === 'reference' && into.path.length > 1)) return 'unknown';
  const { linker } = workspace;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = code.facts.scopes[at]?.parent) {
    const written = code.facts.bindings.find((it) => it.scope === at && it.name === name)?.type;
    if (!written) continue;
    if (/^struct\b/.test(written.text)) return /\b(string|\[\]|map\[)/.test(written.text) ? byTags(written.text) : 'unknown';
    if (/^map\[string\]/.test(written.text)) return 'plain';
    break;
  }
  const found = linker.classOf(linker.reference(code.path, scope, [name]));
  return found ? ofClass(workspace, found.path, found.declaration, 0) : 'unknown';
}

function ofClass(workspace: Workspace, path: Path, declaration: ClassDeclaration, depth: number): DecodedType {
  if (declaration.form !== 'struct' || declaration.fields.length + declaration.bases.length === 0) return 'unknown';
  // Numbers and booleans are checked by decoding them.
  if (
    declaration.bases.length === 0 &&
    declaration.fields.every((it) => /^\*?(bool|u?int\d*|float\d+)$/.test(it.type?.text ?? ''))
  )
    return 'unknown';
  if (hasMethod(workspace, path, declaration.name, /^(UnmarshalJSON|Bind|Validate|Valid|IsValid)$/)) return 'unknown';
  const own = declaration.fields.map((it) => byTags(`${it.tag ?? ''} ${it.type?.text ?? ''}`));
  const inner = [...declaration.bases, ...declaration.fields.flatMap((it) => it.type ?? [])].flatMap((type) => {
    const found = depth < 2 && type.path.length > 0 ? workspace.linker.classOf(workspace.linker.typed(path, 0, type)) : undefined;
    return found ? [ofClass(workspace, found.path, found.declaration, depth + 1)] : [];
  });
  const all = [...own, ...inner];
  if (all.includes('bound')) return 'bound';
  if (all.includes('tagged')) return 'tagged';
  // An embedded type of a package may bring rules with it.
  return declaration.bases.some((it) => it.path.length > 1 && !/^(Base)?Model$|Mutex$/.test(it.path.at(-1) ?? ''))
    ? 'unknown'
    : 'plain';
}

function byTags(text: string): DecodedType {
  if (/\bbinding:"/.test(text)) return 'bound';
  return /\b(validate|valid):"/.test(text) ? 'tagged' : 'plain';
}

function hasMethod(workspace: Workspace, path: Path, owner: string, name: RegExp): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const siblings = workspace.linker.folder.goPackages.get(folder.replace(/\/$/, '')) ?? [path];
  return siblings.some((it) => {
    const file = workspace.files.get(it);
    return file && isCode(file) && file.facts.scopes.some(({ fn }) => fn?.owner === owner && name.test(fn.name ?? ''));
  });
}
