import { folderOf, joinPath, type Path } from '#base/paths.ts';
import type { Query } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pluralOf, snakeCase } from '#decisions/names.ts';
import type { ClassDeclaration, Field, ScopeId } from '#facts/code-facts.ts';
import { addedLine, fieldCells } from '#fixes/configuration/go-alignment.ts';
import { changeOf, type FileEdit, type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { movedImports } from '#fixes/moved-imports.ts';
import { withDeclaration } from '#fixes/with-declaration.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type GoRepositoryMethod, goRepositoryMethod } from './go-repository-method.ts';

/** What the fix would do, without its edits; empty where the form of the handler is not certain. */
export function goExtractionOffer(workspace: Workspace, code: LiftedCode, query: Query): readonly FixOffer[] {
  const plan = planOf(workspace, code, query);
  return plan ? [offerOf(plan)] : [];
}

/**
 * Moves the query of a handler into a method of a repository of its package, which is a field of the handler's struct and made where the struct is
 * made. Empty where the struct is made at no place or several.
 */
export function goExtraction(workspace: Workspace, code: LiftedCode, query: Query): readonly Fix[] {
  const plan = planOf(workspace, code, query);
  if (!plan) return [];
  const { method, repository, holder, place, own } = plan;
  const edits: FileEdit[] = [];
  const field = own?.name ?? camelCase(pluralOf(method.entity));
  const perFile = new Map<Path, TextChange[]>([[code.path, [...method.caller(`${plan.receiver}.${field}.${method.name}`)]]]);
  const add = (path: Path, changes: readonly TextChange[]): void => {
    perFile.set(path, [...(perFile.get(path) ?? []), ...changes]);
  };
  if (!own) {
    const text = workspace.textOf(holder.file.path) ?? '';
    add(holder.file.path, [addedLine(text, holder.field.span.start, [field, `*${repository.name}`], fieldCells)]);
    const entry = addGoEntry(workspace.textOf(place.path) ?? '', place.span, field, `New${repository.name}(${place.connection})`);
    if (!entry) return [];
    add(place.path, entry);
  }
  for (const [path, changes] of perFile) {
    const edit =
      path === code.path
        ? editCode(workspace, path, { changes: () => changes, note: worded`Call ${method.name} of ${repository.name}` })
        : changeOf(path, changes, worded`Hand ${repository.name} to ${holder.owner.name}`);
    if (!edit) return [];
    edits.push(edit);
  }
  const created = repositoryEdit(workspace, code, plan);
  return created ? [{ ...offerOf(plan), edits: joinEdits([...edits, created]) }] : [];
}

interface Plan {
  readonly method: GoRepositoryMethod;
  /** Of the handler's method. */
  readonly receiver: string;
  readonly repository: { readonly name: string; readonly path: Path; readonly connection: string; readonly isThere: boolean };
  readonly holder: Holder;
  /** Where the struct is made, with the expression of its connection. */
  readonly place: {
    readonly path: Path;
    readonly span: { readonly start: number; readonly end: number };
    readonly connection: string;
  };
  /** The field that holds the repository already. */
  readonly own: Field | undefined;
}

interface Holder {
  readonly file: LiftedCode;
  readonly owner: ClassDeclaration;
  readonly field: Field;
}

function offerOf({ method, repository }: Plan): FixOffer {
  return { id: 'extract-query', kind: 'multi', title: worded`Extract the query to ${method.name} of ${repository.name}` };
}

function planOf(workspace: Workspace, code: LiftedCode, query: Query): Plan | undefined {
  const { facts, path } = code;
  const text = workspace.textOf(path) ?? '';
  const fn = methodAround(code, query.scope);
  if (query.call === undefined || fn?.owner === undefined || fn.receiver === undefined) return undefined;
  const method = goRepositoryMethod(workspace, code, query.call, { receiver: fn.receiver }, text);
  if (!method) return undefined;
  const unit = workspace.unitOf(path);
  const folder = folderOf(path);
  const all = applicationFiles(workspace, unit, 'go');
  const files = all.filter((it) => folderOf(it.path) === folder && it.facts.packageName === facts.packageName);
  const holder = holderOf(files, fn.owner, method.field);
  const type = holder?.field.type?.text;
  if (!holder || type === undefined) return undefined;
  const name = `${method.entity}Repository`;
  const there = files.find((it) => it.facts.classes.some((one) => one.name === name));
  // Where the unit keeps its repositories in a package of their own, a second place would be one too many.
  if (!there && all.some((it) => folderOf(it.path) !== folder && workspace.layerOf(it.path)?.layer === 'repository'))
    return undefined;
  const connection = there
    ? there.facts.classes.find((it) => it.name === name)?.fields.find((it) => it.type?.text === type)?.name
    : method.field;
  const target = there?.path ?? joinPath(folder, `${snakeCase(method.entity)}_repository.go`);
  if (connection === undefined || target === undefined || (!there && workspace.textOf(target) !== undefined)) return undefined;
  const taken = files.some((it) =>
    it.facts.bindings.some((one) => one.scope === 0 && (one.name === name || one.name === `New${name}`)),
  );
  const isMade = there && files.some((it) => it.facts.bindings.some((one) => one.scope === 0 && one.name === `New${name}`));
  if (
    (!there && taken) ||
    (there && !isMade) ||
    there?.facts.scopes.some((it) => it.fn?.owner === name && it.fn.name === method.name)
  )
    return undefined;
  const own = holder.owner.fields.find((it) => it.type?.text === `*${name}`);
  const wanted = camelCase(pluralOf(method.entity));
  if (!own && holder.owner.fields.some((it) => it.name === wanted)) return undefined;
  const place = placeOf(workspace, all, files, fn.owner, method.field);
  if (!place) return undefined;
  return {
    method,
    receiver: fn.receiver,
    holder,
    place,
    own,
    repository: { name, path: target, connection, isThere: there !== undefined },
  };
}

function methodAround({ facts }: LiftedCode, scope: ScopeId) {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn?.owner !== undefined) return fn;
  }
  return undefined;
}

function holderOf(files: readonly LiftedCode[], name: string, field: string): Holder | undefined {
  for (const file of files) {
    const owner = file.facts.classes.find((it) => it.name === name && it.form === 'struct');
    const found = owner?.fields.find((it) => it.name === field);
    if (owner && found) return { file, owner, field: found };
  }
  return undefined;
}

/** The only literal of the struct, in its own package, which names its connection; tests that make one of their own would miss the repository. */
function placeOf(
  workspace: Workspace,
  all: readonly LiftedCode[],
  files: readonly LiftedCode[],
  owner: string,
  field: string,
): Plan['place'] | undefined {
  const folder = folderOf(files[0]?.path ?? '');
  const found: Plan['place'][] = [];
  let count = 0;
  const paths = new Set([
    ...all.map((it) => it.path),
    ...workspace.unitOf(files[0]?.path ?? '').files.filter((it) => it.endsWith('.go')),
  ]);
  for (const path of paths) {
    const text = workspace.textOf(path) ?? '';
    for (const it of text.matchAll(
      new RegExp(`(?<!(?:struct|type|interface) )\\b${owner}\\{|\\bnew\\((?:\\w+\\.)?${owner}\\)`, 'g'),
    )) {
      count += 1;
      const start = it.index;
      const close = closing(text, start + it[0].length - 1);
      if (close === undefined || folderOf(path) !== folder || it[0].startsWith('new')) continue;
      const inner = text.slice(start, close);
      const connection = new RegExp(`\\b${field}:\\s*([\\w.]+)\\s*(?:,|\\n|$)`).exec(inner)?.[1];
      if (connection !== undefined) found.push({ path, span: { start, end: close + 1 }, connection });
    }
  }
  return count === 1 ? found[0] : undefined;
}

function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text.charAt(at) === '{') depth += 1;
    else if (text.charAt(at) === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function repositoryEdit(workspace: Workspace, code: LiftedCode, { method, repository, holder }: Plan): FileEdit | undefined {
  const { name, path, connection, isThere } = repository;
  const { facts } = code;
  const type = holder.field.type?.text ?? '';
  const head = /(\w+)\./.exec(type)?.[1];
  const heads = new Set(method.packages);
  if (!isThere && head !== undefined) heads.add(head);
  const needsContext = heads.delete('context');
  if ([...heads].some((it) => !facts.imports.some((one) => one.local === it) && it !== head)) return undefined;
  const moved = movedImports(workspace, facts, heads, path);
  const ofHolder =
    head !== undefined && !facts.imports.some((it) => it.local === head)
      ? movedImports(workspace, holder.file.facts, new Set([head]), path)
      : [];
  if (!moved || !ofHolder) return undefined;
  const imports: NeededImport[] = [...moved, ...(isThere ? [] : ofHolder), ...(needsContext ? [{ module: 'context' }] : [])];
  const lineEnd = (workspace.textOf(code.path) ?? '').includes('\r\n') ? '\r\n' : '\n';
  const parameters = method.parameters.map((it) => `${it.name} ${it.type}`).join(', ');
  const result = method.result === undefined ? 'error' : `(${method.result}, error)`;
  const lines = [
    `func (r *${name}) ${method.name}(${parameters}) ${result} {`,
    ...method.body(`r.${connection}`).map((it) => `\t${it}`),
    '}',
  ];
  const whole = isThere
    ? lines
    : [
        `// ${name} asks the database for ${pluralOf(method.entity).toLowerCase()}.`,
        `type ${name} struct {`,
        `\t${connection} ${type}`,
        '}',
        '',
        `// New${name} makes a repository that uses the given connection.`,
        `func New${name}(${connection} ${type}) *${name} {`,
        `\treturn &${name}{${connection}: ${connection}}`,
        '}',
        '',
        ...lines,
      ];
  return withDeclaration(workspace, code, {
    path,
    name: isThere ? method.name : name,
    declaration: whole.join(lineEnd),
    imports,
    note: worded`Add ${method.name}`,
    ...(facts.packageName !== undefined && { packageName: facts.packageName }),
  });
}
