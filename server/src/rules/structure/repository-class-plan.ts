import type { Path } from '#base/paths.ts';
import type { Query } from '#concepts/kinds/data.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, pascalCase, singularOf } from '#decisions/names.ts';
import type { ClassDeclaration, FunctionDetails, Parameter, ScopeId } from '#facts/code-facts.ts';
import { constructorOf, methodOf } from '#fixes/class-members.ts';
import { styleIn } from '#fixes/file-style.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { forHandler, parameterList, queryBody } from './extracted-function.ts';
import { type Provision, provisionOf } from './provided-class.ts';
import { extractionOf, type QueryExtraction } from './query-extraction.ts';
import { hasRepositories, repositoryModule } from './repository-module.ts';

/** A class with a constructor that is handed things. */
export interface Holder {
  readonly code: LiftedCode;
  readonly owner: ClassDeclaration;
  readonly init: FunctionDetails;
  /** The connection among them. */
  readonly parameter?: Parameter;
  readonly provision: Provision;
}

/** A class that is handed the connection of the query. */
export interface Connected extends Holder {
  readonly parameter: Parameter;
}

interface ServiceOfClass {
  readonly holder: Holder;
  /** What the class calls it. */
  readonly property: string;
}

/** Where the query of a class goes. At least one of `service` and `repository` is there. */
export interface ClassPlan {
  readonly extraction: QueryExtraction;
  /** Of the new methods. */
  readonly name: string;
  readonly holder: Connected;
  /** Nothing else of the class uses the connection. */
  readonly isLastUse: boolean;
  readonly service?: ServiceOfClass & {
    /** It has the very method. */
    readonly isThere: boolean;
  };
  readonly repository?: {
    readonly name: string;
    readonly path: Path;
    /** The class where it exists, with its own name for the connection. */
    readonly there?: { readonly code: LiftedCode; readonly owner: ClassDeclaration; readonly connection: string };
    /** It has the very method. */
    readonly isThere: boolean;
  };
  /** The query over a connection of another name. */
  readonly bodyOver: (connection: string, style: TextStyle) => string | undefined;
}

/** Undefined for a query over anything but a property that the constructor declares, and where the classes around it have forms that are not known. */
export function classPlan(workspace: Workspace, code: LiftedCode, query: Query, handler: string): ClassPlan | undefined {
  const text = workspace.textOf(code.path) ?? '';
  const extraction = extractionOf(workspace, code, query, text, 'method');
  const connection = extraction?.connection;
  const call = extraction && code.facts.calls[extraction.call];
  const owner = call && ownerAround(code, call.scope);
  const found = owner && connection !== undefined ? holderOf(workspace, code, owner, (it) => it.name === connection) : undefined;
  if (!extraction || connection === undefined || !owner || !found?.parameter) return undefined;
  const holder: Connected = { ...found, parameter: found.parameter };
  const bodyOver = (field: string, style: TextStyle): string | undefined =>
    queryBody({ ...extraction, expression: extraction.expression.replace(`this.${connection}`, `this.${field}`) }, style, text);
  const service = serviceOf(workspace, holder);
  if (service === 'unclear') return undefined;
  const ownConnection = service?.holder.parameter?.name;
  const keepsQueries = ownConnection !== undefined && !hasRepositories(workspace, code);
  const target = keepsQueries ? undefined : repositoryOf(workspace, code, extraction, holder);
  if (!keepsQueries && !target) return undefined;
  for (const name of [extraction.name, forHandler(code, extraction.name, handler)]) {
    if (name === undefined) continue;
    const draft = { extraction, name, holder, bodyOver, isLastUse: isLastUse(text, code, owner, connection, extraction) };
    const inService =
      service && stateOf(workspace, draft, { ...service.holder, ...(keepsQueries && { connection: ownConnection }) });
    const inRepository = target && stateOf(workspace, draft, target.there);
    if (inService === 'taken' || inRepository === 'taken') continue;
    return {
      ...draft,
      ...(service && { service: { ...service, isThere: inService === 'there' } }),
      ...(target && { repository: { ...target, isThere: inRepository === 'there' } }),
    };
  }
  return undefined;
}

/** Whether a class has the very method, or another of its name. */
function stateOf(
  workspace: Workspace,
  plan: Pick<ClassPlan, 'extraction' | 'name' | 'bodyOver'>,
  there: { readonly code: LiftedCode; readonly owner: ClassDeclaration; readonly connection?: string } | undefined,
): 'free' | 'there' | 'taken' {
  if (!there || methodOf(there.code.facts, there.owner.name, plan.name) === undefined) return 'free';
  if (there.connection === undefined) return 'taken';
  const style = styleIn(workspace, there.code.path);
  const wanted = methodText(plan, style, plan.bodyOver(there.connection, style));
  const lines = (it: string): string => it.replace(/^[ \t]+/gm, '');
  return wanted !== undefined && lines(workspace.textOf(there.code.path) ?? '').includes(lines(wanted)) ? 'there' : 'taken';
}

/** A method that gives back an expression, as it stands at the left margin. */
export function methodText(
  { extraction, name }: Pick<ClassPlan, 'extraction' | 'name'>,
  style: TextStyle,
  body: string | undefined,
): string | undefined {
  if (body === undefined) return undefined;
  const { lineEnd, indent } = style;
  return `${name}(${parameterList(extraction.parameters, name, style, 1)}) {${lineEnd}${indent}return ${body}${style.semicolons ? ';' : ''}${lineEnd}}`;
}

export function propertyName(type: string): string {
  return camelCase(type);
}

/** The class whose `this` a query sees: through arrows, not through functions of their own. */
function ownerAround({ facts }: LiftedCode, scope: ScopeId): ClassDeclaration | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (!fn) continue;
    if (fn.owner !== undefined) return fn.form === 'constructor' ? undefined : facts.classes.find((it) => it.name === fn.owner);
    if (fn.form !== 'arrow') return undefined;
  }
  return undefined;
}

function holderOf(
  workspace: Workspace,
  code: LiftedCode,
  owner: ClassDeclaration,
  isConnection: (it: Parameter) => boolean,
): Holder | undefined {
  const init = owner.bases.length > 0 ? undefined : constructorOf(code.facts, owner.name);
  const parameter = init?.parameters.find((it) => it.isProperty && it.type !== undefined && isConnection(it));
  const provision = init && provisionOf(workspace, code, owner);
  return init && provision && { code, owner, init, provision, ...(parameter && { parameter }) };
}

/** The only service that a class is handed; a service itself has none. */
function serviceOf(workspace: Workspace, { code, init, parameter }: Connected): ServiceOfClass | undefined | 'unclear' {
  if (workspace.layerOf(code.path)?.layer === 'service') return undefined;
  const found = init.parameters.flatMap((it) => {
    const type = it.isProperty && it.type ? workspace.linker.classOf(workspace.linker.typed(code.path, 0, it.type)) : undefined;
    const file = type && workspace.files.get(type.path);
    const isService = type && it !== parameter && isServiceClass(workspace, type.path, type.declaration.name);
    return isService && file && isCode(file) ? [{ owner: type.declaration, property: it.name, file }] : [];
  });
  const [only, other] = found;
  if (!only) return undefined;
  const wanted = connectionText(workspace, code, parameter);
  const holder = other
    ? undefined
    : holderOf(workspace, only.file, only.owner, (it) => connectionText(workspace, only.file, it) === wanted);
  return holder ? { holder, property: only.property } : 'unclear';
}

/** Services of the application's own; what only hands out a connection, settings or a log is none. */
function isServiceClass(workspace: Workspace, path: Path, name: string): boolean {
  return (
    workspace.layerOf(path)?.layer === 'service' &&
    /Service$/.test(name) &&
    !/^(?:Prisma|Config|Database|Db|Log|Cache)/.test(name)
  );
}

/** What a parameter is handed: its type with the decorators that say which one. */
function connectionText(workspace: Workspace, { path }: LiftedCode, { decorators, type }: Parameter): string | undefined {
  const text = workspace.textOf(path) ?? '';
  return type && [...decorators.map((it) => text.slice(it.span.start, it.span.end)), type.text].join(' ').replace(/\s+/g, ' ');
}

function isLastUse(
  text: string,
  { facts }: LiftedCode,
  owner: ClassDeclaration,
  connection: string,
  { span }: QueryExtraction,
): boolean {
  const body = facts.scopes[owner.scope]?.bodySpan;
  if (!body) return false;
  const rest = text.slice(body.start, span.start) + text.slice(span.end, body.end);
  return !new RegExp(`\\bthis\\.${connection}\\b|[{,]\\s*${connection}\\b[^{}]*\\}\\s*=\\s*this\\b`).test(rest);
}

function repositoryOf(
  workspace: Workspace,
  code: LiftedCode,
  { entity }: QueryExtraction,
  { parameter }: Connected,
): Omit<NonNullable<ClassPlan['repository']>, 'isThere'> | undefined {
  const module = repositoryModule(workspace, code, entity, 'class');
  if (!module) return undefined;
  const { path, there } = module;
  if (!there) return { name: `${pascalCase(singularOf(entity))}Repository`, path };
  const [owner, other] = there.facts.classes.filter((it) => it.form === 'class' && /Repository$/.test(it.name));
  const init = owner && !other && owner.bases.length === 0 ? constructorOf(there.facts, owner.name) : undefined;
  const connection = init?.parameters.find((it) => it.isProperty && it.type?.text === parameter.type?.text)?.name;
  return owner && connection !== undefined ? { name: owner.name, path, there: { code: there, owner, connection } } : undefined;
}
