import type { Path } from '#base/paths.ts';
import type { Query } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { pluralOf, snakeCase } from '#decisions/names.ts';
import type { ClassDeclaration, FunctionDetails, Parameter, Scope } from '#facts/code-facts.ts';
import { addMethod, constructorOf, methodOf } from '#fixes/class-members.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { addParameter } from '#fixes/last-element.ts';
import { movedImports } from '#fixes/moved-imports.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ExtractedArgument } from './extracted-argument.ts';
import { parameterList, queryBody } from './extracted-function.ts';
import { extractionOf, type QueryExtraction } from './query-extraction.ts';
import { repositoryModule } from './repository-module.ts';

/** What the fix would do where the unit keeps its queries in classes that are made with a session; empty where no class is there for the entity. */
export function pythonClassOffer(workspace: Workspace, code: LiftedCode, query: Query): readonly FixOffer[] {
  const plan = planOf(workspace, code, query);
  return plan ? [offerOf(plan)] : [];
}

/**
 * Moves a query into a method of the entity's repository class. The class is the one that the function is given, what FastAPI hands it where the
 * class is a dependency, or made with the session on the spot.
 */
export function pythonClassExtraction(workspace: Workspace, code: LiftedCode, query: Query): readonly Fix[] {
  const plan = planOf(workspace, code, query);
  if (!plan) return [];
  const { extraction, owner, path, there } = plan;
  const style = styleIn(workspace, path);
  const method = addMethod(workspace.textOf(path) ?? '', there.facts, owner, plan.method, style);
  const locals = new Set([...extraction.imports, ...plan.passed.flatMap((it) => it.typeImport ?? [])]);
  const imports = movedImports(workspace, code.facts, locals, path);
  const added =
    method &&
    imports &&
    editCode(workspace, path, { packages: imports, changes: () => [method], note: worded`Add ${plan.name}` });
  const { access } = plan;
  const passed = plan.passed.map((it) => it.text).join(', ');
  const caller = editCode(workspace, code.path, {
    own: access.isNamed ? [{ from: path, name: owner.name }] : [],
    packages: access.imports,
    changes: (written) => [
      { span: extraction.span, text: `${access.of(written(owner.name))}.${plan.name}(${passed})` },
      ...access.changes(written(owner.name)),
    ],
    note: worded`Call ${plan.name}`,
  });
  return added && caller ? [{ ...offerOf(plan), edits: [caller, added] }] : [];
}

interface Plan {
  readonly extraction: QueryExtraction;
  readonly name: string;
  readonly owner: ClassDeclaration;
  readonly path: Path;
  readonly there: LiftedCode;
  /** The arguments but for the session. */
  readonly passed: readonly ExtractedArgument[];
  /** At the left margin. */
  readonly method: string;
  readonly access: Access;
}

/** How the function comes by an instance of the repository. */
interface Access {
  readonly isNamed: boolean;
  readonly of: (name: string) => string;
  readonly changes: (name: string) => readonly TextChange[];
  readonly imports: readonly NeededImport[];
}

function offerOf({ name, owner }: Plan): FixOffer {
  return { id: 'extract-query', kind: 'multi', title: worded`Extract the query to ${name} of ${owner.name}` };
}

function planOf(workspace: Workspace, code: LiftedCode, query: Query): Plan | undefined {
  const text = workspace.textOf(code.path) ?? '';
  const extraction = code.facts.language === 'python' ? extractionOf(workspace, code, query, text) : undefined;
  const session = extraction?.parameters.find((it) => new RegExp(`^${it.name}\\s*\\.`).test(extraction.expression));
  const there = extraction && repositoryModule(workspace, code, extraction.entity, 'class')?.there;
  if (!extraction || !session || !there) return undefined;
  const [owner, other] = there.facts.classes.filter((it) => /Repository$|Repo$|DAO$/i.test(it.name));
  const init = owner && !other ? constructorOf(there.facts, owner.name) : undefined;
  const [given, ...more] = init?.parameters.filter((it) => it.name !== init.receiver) ?? [];
  const field = owner?.fields.find((it) => it.value?.kind === 'reference' && it.value.path.join('.') === given?.name);
  if (!owner || !given || !field || more.some((it) => !it.isOptional)) return undefined;
  const expression = `self.${field.name}${extraction.expression.slice(session.name.length)}`;
  const isAgain = new RegExp(`(?<![.\\w])${session.name}\\b(?!\\s*=[^=])`).test(expression.slice(field.name.length + 5));
  const passed = extraction.parameters.filter((it) => it !== session);
  const { name } = extraction;
  const style = styleIn(workspace, there.path);
  const body = queryBody({ ...extraction, expression }, style, text);
  const call = code.facts.calls[extraction.call];
  const around = call && enclosingFunction(code.facts, call.scope);
  const scope = around && code.facts.scopes[around.id];
  if (isAgain || body === undefined || !around || !scope || methodOf(there.facts, owner.name, name) !== undefined)
    return undefined;
  const target = { path: there.path, owner, given };
  const access = accessOf(workspace, code, { fn: around.fn, id: around.id, scope }, target, session, extraction);
  return (
    access && {
      extraction,
      name,
      owner,
      path: there.path,
      there,
      passed,
      method: methodOfClass(extraction, passed, body, style),
      access,
    }
  );
}

function methodOfClass(
  { name, isAwaited }: QueryExtraction,
  passed: readonly ExtractedArgument[],
  body: string,
  style: TextStyle,
): string {
  const self = { name: 'self', text: 'self', span: { start: 0, end: 0 } };
  const list = parameterList([self, ...passed], name, style, 1);
  const [def, value] = isAwaited ? ['async def', `await ${body}`] : ['def', body];
  return `${def} ${name}(${list}):${style.lineEnd}${style.indent}return ${value}`;
}

function accessOf(
  workspace: Workspace,
  code: LiftedCode,
  { fn, id, scope }: { readonly fn: FunctionDetails; readonly id: number; readonly scope: Scope },
  { path, owner, given }: { readonly path: Path; readonly owner: ClassDeclaration; readonly given: Parameter },
  session: ExtractedArgument,
  extraction: QueryExtraction,
): Access | undefined {
  const plain = { changes: () => [], imports: [] };
  const isOwner = (type: Parameter['type']): boolean => {
    const found = type && workspace.linker.classOf(workspace.linker.typed(code.path, 0, type));
    return found?.path === path && found.declaration.name === owner.name;
  };
  const known = fn.parameters.find((it) => isOwner(it.type))?.name;
  if (known !== undefined) return { ...plain, isNamed: false, of: () => known };
  const holder = code.facts.classes.find((it) => it.name === fn.owner);
  const kept = holder?.fields.find((it) => isOwner(it.type))?.name;
  if (kept !== undefined && fn.receiver !== undefined) return { ...plain, isNamed: false, of: () => `${fn.receiver}.${kept}` };
  const parameter = fn.parameters.find((it) => it.name === session.text);
  // A session that is waited for is none that is not.
  const [wanted, has] = [sessionKind(given.type), sessionKind(parameter?.type)];
  if (wanted !== undefined && has !== undefined && wanted !== has) return undefined;
  if (!isDependency(given) || !parameter) return { ...plain, isNamed: true, of: (name) => `${name}(${session.text})` };
  const text = workspace.textOf(code.path) ?? '';
  const style = styleIn(workspace, code.path);
  const name = snakeCase(pluralOf(owner.name.replace(/(?:Repository|Repo|DAO)$/i, '')));
  if (!isFree(code.facts, id, name)) return undefined;
  const body = text.slice(scope.bodySpan.start, extraction.span.start) + text.slice(extraction.span.end, scope.bodySpan.end);
  const isLastUse = !new RegExp(`(?<![.\\w])${parameter.name}\\b`).test(body);
  const hasDefault = isLastUse ? parameter.defaultValue !== undefined : fn.parameters.some((it) => it.defaultValue !== undefined);
  const written = (type: string): string =>
    hasDefault ? `${name}: ${type} = Depends()` : `${name}: Annotated[${type}, Depends()]`;
  const last = fn.parameters.at(-1);
  const close = last ? text.indexOf(')', last.span.end) : -1;
  const open = text.indexOf('(', fn.nameSpan.end);
  if (!last || last.isRest || close < 0) return undefined;
  return {
    isNamed: true,
    of: () => name,
    changes: (type) =>
      isLastUse
        ? [{ span: parameter.span, text: written(type) }]
        : (addParameter(
            text,
            { start: open, end: close + 1 },
            fn.parameters.map((it) => it.span),
            written(type),
            style,
          ) ?? []),
    imports: [{ module: 'fastapi', names: ['Depends'] }, ...(hasDefault ? [] : [{ module: 'typing', names: ['Annotated'] }])],
  };
}

/** FastAPI makes a class whose constructor itself asks for what it needs. */
function isDependency({ type, defaultValue }: Parameter): boolean {
  const isAnnotated = (type?.annotations?.length ?? 0) > 0 || /(?:Dep|Dependency)$/.test(type?.path.at(-1) ?? '');
  return defaultValue?.kind === 'call' || isAnnotated;
}

/** `AsyncSession`, also where it is annotated; undefined for names of the application's own. */
function sessionKind(type: Parameter['type']): string | undefined {
  const [own] = type?.path[0] === 'Annotated' ? type.args : [type];
  const name = own?.path.at(-1);
  return name !== undefined && /(?:Session|Connection|Database|Engine)$/.test(name) ? name : undefined;
}
