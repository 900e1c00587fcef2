import type { Path } from '#base/paths.ts';
import type { Query } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FunctionDetails } from '#facts/code-facts.ts';
import { addConstructorParameter, addMethod, indentLines, withoutConstructorParameter } from '#fixes/class-members.ts';
import { type FileEdit, type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { movedImports } from '#fixes/moved-imports.ts';
import { withDeclaration } from '#fixes/with-declaration.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { provide } from './provided-class.ts';
import { type ClassPlan, classPlan, type Holder, methodText, propertyName } from './repository-class-plan.ts';

/** What the fix would do to a query over a connection that the constructor of a class was handed; empty where the form of the classes is not certain. */
export function classExtractionOffer(workspace: Workspace, code: LiftedCode, query: Query, handler: string): readonly FixOffer[] {
  const plan = classPlan(workspace, code, query, handler);
  return plan ? [offerOf(plan)] : [];
}

/**
 * Moves the query of a method into a method of the feature's repository, by way of its service where the class has one. Classes, constructor
 * parameters and their provision are made where they are not there yet.
 */
export function classExtraction(workspace: Workspace, code: LiftedCode, query: Query, handler: string): readonly Fix[] {
  const plan = classPlan(workspace, code, query, handler);
  const edits = plan && editsOf(workspace, code, plan);
  return edits ? [{ ...offerOf(plan), edits: joinEdits(edits) }] : [];
}

function offerOf({ name, service, repository }: ClassPlan): FixOffer {
  const target = repository?.name ?? service?.holder.owner.name ?? '';
  return { id: 'extract-query', kind: 'multi', title: worded`Extract the query to ${name} of ${target}` };
}

function editsOf(workspace: Workspace, code: LiftedCode, plan: ClassPlan): readonly FileEdit[] | undefined {
  const { service, repository, holder, name, extraction } = plan;
  const own = !service && repository ? handed(workspace, holder, repository, plan.isLastUse) : undefined;
  const property = service?.property ?? own?.property;
  if (property === undefined) return undefined;
  const passed = extraction.parameters.map((it) => it.text).join(', ');
  const changes = [...(own?.changes ?? []), ...(service ? leftOver(workspace, plan) : [])];
  const caller = editCode(workspace, code.path, {
    own: own?.imports ?? [],
    changes: () => [{ span: extraction.span, text: `this.${property}.${name}(${passed})` }, ...changes],
    note: worded`Call ${name}`,
  });
  const ofService = service ? serviceEdits(workspace, code, plan, service) : [];
  const ofRepository = repository ? repositoryEdits(workspace, code, plan, repository) : [];
  return caller && ofService && ofRepository && [caller, ...ofService, ...ofRepository, ...(own?.provision ?? [])];
}

/** A connection that a container hands to the class for nothing any more. */
function leftOver(workspace: Workspace, { holder, isLastUse }: ClassPlan): TextChange[] {
  const { code, init, parameter, provision } = holder;
  const text = workspace.textOf(code.path) ?? '';
  const isPrivate = /\bprivate\b/.test(text.slice(parameter.span.start, parameter.span.end));
  const change =
    isLastUse && isPrivate && provision.kind !== 'made' ? withoutConstructorParameter(text, init, parameter) : undefined;
  return change ? [change] : [];
}

/** The constructor of a class with the repository as one of its properties; nothing to change where it is one. */
function handed(
  workspace: Workspace,
  { code, owner, init, provision, parameter }: Holder,
  repository: NonNullable<ClassPlan['repository']>,
  isLastUse: boolean,
):
  | {
      readonly property: string;
      readonly changes: readonly TextChange[];
      readonly imports: readonly { readonly from: Path; readonly name: string }[];
      readonly provision: readonly FileEdit[];
    }
  | undefined {
  const known = propertyOf(workspace, code, init, repository);
  if (known !== undefined) return { property: known, changes: [], imports: [], provision: [] };
  const text = workspace.textOf(code.path) ?? '';
  const property = propertyName(repository.name);
  if (
    owner.fields.some((it) => it.name === property) ||
    code.facts.scopes.some((it) => it.fn?.owner === owner.name && it.fn.name === property)
  )
    return undefined;
  const isInstead =
    isLastUse && parameter !== undefined && /\bprivate\b/.test(text.slice(parameter.span.start, parameter.span.end));
  const written = `private readonly ${property}: ${repository.name}`;
  const changes = addConstructorParameter(text, init, written, styleIn(workspace, code.path), isInstead ? parameter : undefined);
  const added = {
    name: repository.name,
    from: repository.path,
    connection: parameter ? init.parameters.indexOf(parameter) : -1,
    isInstead,
  };
  const edits = provide(workspace, provision, added);
  return changes && edits && { property, changes, imports: [{ from: repository.path, name: repository.name }], provision: edits };
}

function propertyOf(
  workspace: Workspace,
  code: LiftedCode,
  { parameters }: FunctionDetails,
  repository: { readonly name: string; readonly path: Path },
): string | undefined {
  return parameters.find((it) => {
    const found = it.isProperty && it.type ? workspace.linker.classOf(workspace.linker.typed(code.path, 0, it.type)) : undefined;
    return found?.path === repository.path && found.declaration.name === repository.name;
  })?.name;
}

function serviceEdits(
  workspace: Workspace,
  code: LiftedCode,
  plan: ClassPlan,
  service: NonNullable<ClassPlan['service']>,
): readonly FileEdit[] | undefined {
  const { extraction, name, repository } = plan;
  if (service.isThere) return [];
  const { path, facts } = service.holder.code;
  const text = workspace.textOf(path) ?? '';
  const style = styleIn(workspace, path);
  const own = repository && handed(workspace, service.holder, repository, false);
  if (repository && !own) return undefined;
  const names = extraction.parameters.map((it) => it.name).join(', ');
  const body = own
    ? methodText(plan, style, `this.${own.property}.${name}(${names})`)
    : methodText(plan, style, plan.bodyOver(service.holder.parameter?.name ?? '', style));
  const imports = needed(workspace, code, plan, path, own === undefined);
  const method = body === undefined ? undefined : addMethod(text, facts, service.holder.owner, body, style);
  if (!imports || !method) return undefined;
  const edit = editCode(workspace, path, {
    own: own?.imports ?? [],
    packages: imports,
    changes: () => [method, ...(own?.changes ?? [])],
    note: worded`Add ${name}`,
  });
  return edit && [edit, ...(own?.provision ?? [])];
}

/** The imports of the query's own names and of the types of its parameters. */
function needed(
  workspace: Workspace,
  code: LiftedCode,
  { extraction }: ClassPlan,
  path: Path,
  isQuery: boolean,
): readonly NeededImport[] | undefined {
  const locals = new Set([...(isQuery ? extraction.imports : []), ...extraction.parameters.flatMap((it) => it.typeImport ?? [])]);
  const moved = movedImports(workspace, code.facts, locals, path);
  return moved && [...moved, ...extraction.parameters.flatMap((it) => it.typePackage ?? [])];
}

function repositoryEdits(
  workspace: Workspace,
  code: LiftedCode,
  plan: ClassPlan,
  repository: NonNullable<ClassPlan['repository']>,
): readonly FileEdit[] | undefined {
  if (repository.isThere) return [];
  const { path, name, there } = repository;
  const style = styleIn(workspace, path, code.path);
  const { holder } = plan;
  const imports = needed(workspace, code, plan, path, true);
  if (!imports) return undefined;
  const note = worded`Add ${plan.name}`;
  if (there) {
    const body = methodText(plan, style, plan.bodyOver(there.connection, style));
    const method =
      body === undefined ? undefined : addMethod(workspace.textOf(path) ?? '', there.code.facts, there.owner, body, style);
    const edit = method && editCode(workspace, path, { packages: imports, changes: () => [method], note });
    return edit && [edit];
  }
  const { parameter, provision } = holder;
  const text = workspace.textOf(holder.code.path) ?? '';
  const written = text.slice(parameter.span.start, parameter.span.end).replace(/\s+/g, ' ');
  const locals = new Set(
    holder.code.facts.imports.map((it) => it.local).filter((it) => new RegExp(`(?<![\\w.'"])${it}\\b`).test(written)),
  );
  const ofConnection = movedImports(workspace, holder.code.facts, locals, path);
  const body = methodText(plan, style, plan.bodyOver(parameter.name, style));
  if (!ofConnection || body === undefined) return undefined;
  const marked =
    provision.kind === 'module' ? '@Injectable()' : provision.kind === 'container' ? `@${provision.decorator}()` : undefined;
  const ofMark: NeededImport[] =
    provision.kind === 'module'
      ? [{ module: '@nestjs/common', names: ['Injectable'] }]
      : provision.kind === 'container'
        ? [provision.from]
        : [];
  const { lineEnd, indent } = style;
  const isLong = written.length > LONGEST_CONSTRUCTOR;
  const list = isLong ? `${lineEnd}${indent}${indent}${written}${style.trailingCommas ? ',' : ''}${lineEnd}${indent}` : written;
  const lines = [
    ...(marked === undefined ? [] : [marked]),
    `class ${name} {`,
    `${indent}constructor(${list}) {}`,
    '',
    indentLines(body, indent),
    '}',
  ];
  const edit = withDeclaration(workspace, holder.code, {
    path,
    name,
    declaration: lines.join(lineEnd),
    imports: [...ofMark, ...ofConnection, ...imports],
    note,
  });
  return edit && [edit];
}

/** The parameter of a constructor on one line of eighty characters. */
const LONGEST_CONSTRUCTOR = 61;
