import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ClassDeclaration } from '#facts/code-facts.ts';
import type { ArrayValue, ObjectValue, Value } from '#facts/value.ts';
import { type FileEdit, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addEntry, addItem } from '#fixes/last-element.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** How the instances of a class come about, so that one more can be handed to its constructor. */
export type Provision =
  /** NestJS: the module that lists the class, and those that tests put together. */
  | { readonly kind: 'module'; readonly lists: readonly ModuleList[] }
  /** A container that looks at the types of parameters; `decorator` marks the classes that it makes. */
  | { readonly kind: 'container'; readonly decorator: string; readonly from: NeededImport }
  /** The only `new` of the workspace. */
  | { readonly kind: 'made'; readonly file: LiftedCode; readonly call: Call };

interface ModuleList {
  readonly file: LiftedCode;
  /** What the module is described with: its controllers, its providers. */
  readonly object: ObjectValue;
}

/** Decorators of classes that a container makes without being told of each. */
const CONTAINERS: readonly (readonly [module: string, name: string])[] = [
  ['tsyringe', 'injectable'],
  ['tsyringe', 'singleton'],
  ['typedi', 'Service'],
];

/** Undefined where a class is made at no place or several, tests among them, or listed in several modules. */
export function provisionOf(workspace: Workspace, code: LiftedCode, owner: ClassDeclaration): Provision | undefined {
  const names = owner.decorators.flatMap((it) => it.path[0] ?? []);
  for (const [module, name] of CONTAINERS) {
    const marked = [...code.facts.imports].find((it) => it.module === module && it.imported === name && names.includes(it.local));
    if (marked) return { kind: 'container', decorator: marked.local, from: { module, names: [name] } };
  }
  const isOfNest = code.facts.imports.some((it) => it.module === '@nestjs/common' && names.includes(it.local));
  return isOfNest ? moduleWith(workspace, code.path, owner.name) : madeAt(workspace, code.path, owner.name);
}

/** A class that the constructor of another is to be handed, with the place of the connection that it needs among the parameters there. */
export interface ProvidedClass {
  readonly name: string;
  readonly from: Path;
  readonly connection: number;
  /** The connection is not handed on any more. */
  readonly isInstead: boolean;
}

/** Lets the makers of a class make what its constructor is handed in addition; undefined where that is not possible, empty where they need no change. */
export function provide(workspace: Workspace, provision: Provision, added: ProvidedClass): readonly FileEdit[] | undefined {
  if (provision.kind === 'container') return [];
  if (provision.kind === 'made') {
    const edit = handOver(workspace, provision, added);
    return edit && [edit];
  }
  const edits: FileEdit[] = [];
  for (const list of provision.lists) {
    const edit = addProvider(workspace, list, added);
    if (!edit) return undefined;
    if (edit !== 'there') edits.push(edit);
  }
  return joinEdits(edits);
}

function addProvider(
  workspace: Workspace,
  { file, object }: ModuleList,
  { name, from }: ProvidedClass,
): FileEdit | undefined | 'there' {
  const text = workspace.textOf(file.path) ?? '';
  const style = styleIn(workspace, file.path);
  const providers = object.entries.find((it) => it.key === 'providers')?.value;
  if (providers && providers.kind !== 'array') return undefined;
  if (providers && holds(workspace, file.path, providers, from, name)) return 'there';
  const changes = (written: string): TextChange[] | undefined =>
    providers ? addItem(text, providers, written, style) : addEntry(text, object, `providers: [${written}]`, style);
  if (!changes(name)) return undefined;
  return editCode(workspace, file.path, {
    own: [{ from, name }],
    changes: (written) => changes(written(name)) ?? [],
    note: worded`Provide ${name}`,
  });
}

function handOver(
  workspace: Workspace,
  { file, call }: { readonly file: LiftedCode; readonly call: Call },
  { name, from, connection, isInstead }: ProvidedClass,
): FileEdit | undefined {
  const text = workspace.textOf(file.path) ?? '';
  const given = call.args[connection];
  const last = call.args.at(-1);
  if (given?.kind !== 'reference' || !last) return undefined;
  const value = text.slice(given.span.start, given.span.end);
  const after = { start: last.span.end, end: last.span.end };
  return editCode(workspace, file.path, {
    own: [{ from, name }],
    changes: (written) => [
      isInstead
        ? { span: given.span, text: `new ${written(name)}(${value})` }
        : { span: after, text: `, new ${written(name)}(${value})` },
    ],
    note: worded`Make ${name}`,
  });
}

function holds(workspace: Workspace, path: Path, { items }: ArrayValue, from: Path, name: string): boolean {
  return items.some((it) => isClass(workspace, path, it, from, name));
}

function isClass(workspace: Workspace, path: Path, value: Value, from: Path, name: string): boolean {
  if (value.kind !== 'reference') return false;
  const found = workspace.linker.classOf(workspace.linker.reference(path, 0, value.path));
  return found?.path === from && found.declaration.name === name;
}

function moduleWith(workspace: Workspace, path: Path, name: string): Provision | undefined {
  const modules: ModuleList[] = [];
  const ofTests: ModuleList[] = [];
  for (const file of codeOf(workspace, path)) {
    if (file.facts.calls.some((it) => isMaking(workspace, file, it, path, name))) return undefined;
    const isTest = workspace.roleOf(file.path) === 'test';
    for (const call of file.facts.calls) {
      const [object] = call.args;
      const made = call.callee.path.at(-1);
      if (made !== (isTest ? 'createTestingModule' : 'Module') || object?.kind !== 'object') continue;
      const lists = object.entries.filter((it) => /^(?:controllers|providers)$/.test(it.key)).map((it) => it.value);
      if (lists.some((it) => it.kind === 'array' && holds(workspace, file.path, it, path, name)))
        (isTest ? ofTests : modules).push({ file, object });
    }
  }
  return modules.length === 1 ? { kind: 'module', lists: [...modules, ...ofTests] } : undefined;
}

function madeAt(workspace: Workspace, path: Path, name: string): Provision | undefined {
  const found: { readonly file: LiftedCode; readonly call: Call }[] = [];
  for (const file of codeOf(workspace, path))
    for (const call of file.facts.calls) if (isMaking(workspace, file, call, path, name)) found.push({ file, call });
  const [only, other] = found;
  const isPlain = only && !other && !only.call.isOpen && workspace.roleOf(only.file.path) === undefined;
  return isPlain ? { kind: 'made', ...only } : undefined;
}

function isMaking(workspace: Workspace, file: LiftedCode, call: Call, path: Path, name: string): boolean {
  if (call.form !== 'new' || call.callee.receiver !== undefined) return false;
  const made = workspace.linker.classOf(workspace.linker.reference(file.path, call.scope, call.callee.path));
  return made?.path === path && made.declaration.name === name;
}

function* codeOf(workspace: Workspace, near: Path): Generator<LiftedCode> {
  for (const path of workspace.unitOf(near).files) {
    const file = workspace.files.get(path);
    if (file && isCode(file) && /script$/.test(file.facts.language)) yield file;
  }
}
