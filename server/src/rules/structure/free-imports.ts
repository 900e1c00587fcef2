import type { Path } from '#base/paths.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Value } from '#facts/value.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Error classes, constants and enumerations may come from anywhere. */
export function importsOnlyNamesOfData(workspace: Workspace, edge: ImportEdge): boolean {
  const facts = workspace.files.get(edge.from)?.facts;
  if (facts?.kind !== 'code' || facts.language === 'go') return false;
  const it = facts.imports[edge.index];
  const name = it?.imported ?? '';
  const target = workspace.files.get(edge.to)?.facts;
  if (target?.kind === 'code' && target.classes.some((it) => it.name === name && it.form === 'interface')) return true;
  return (
    isClassOfData(workspace, edge, it?.local ?? '') ||
    /^[A-Z][A-Z0-9_]+$/.test(name) ||
    /(Error|Exception|Enum|Status|Type|Dto|DTO|Schema|Interface|Options|Config|Token|Query|Filter|Params)$/.test(name)
  );
}

const DATA_BASE = /^(?:\w*Error|\w*Exception|\w*Enum|IntFlag|Flag|TypedDict|NamedTuple)$/;

/** An enumeration, a dictionary with types, a dataclass, an exception: whatever it is called, and wherever it is handed on. */
function isClassOfData({ linker }: Workspace, { from }: ImportEdge, local: string): boolean {
  if (!from.endsWith('.py') || local === '') return false;
  const declared = linker.classOf(linker.reference(from, 0, [local]))?.declaration;
  return (
    declared?.bases.some((it) => DATA_BASE.test(it.path.at(-1) ?? '')) === true ||
    declared?.decorators.some((it) => it.path.at(-1) === 'dataclass') === true
  );
}

/** NestJS injects the connection as a class of the application's own that extends the client of a package: `PrismaService`. */
export function isConnection(workspace: Workspace, edge: ImportEdge): boolean {
  const facts = workspace.files.get(edge.from)?.facts;
  const target = workspace.files.get(edge.to)?.facts;
  if (facts?.kind !== 'code' || target?.kind !== 'code') return false;
  // What stands beside it in its file hands it on: `class PrismaRepository { constructor(private prisma: PrismaService) {} }`.
  const name = facts.imports[edge.index]?.imported;
  if (!target.classes.some((it) => it.name === name)) return false;
  const bases = target.classes.flatMap((it) => it.bases);
  return bases.some((it) => {
    const base = it.path.length > 0 ? workspace.linker.reference(edge.to, 0, it.path) : undefined;
    return base?.kind === 'external' && /(?:Client|DataSource|Pool|Connection)$/.test(it.path.at(-1) ?? '');
  });
}

/** A file that makes the server, or modules of it, lists what belongs to it. */
export function putsTogether(code: LiftedCode | undefined): boolean {
  if (!code) return false;
  return (
    conceptsOf(code, 'server').length > 0 ||
    code.facts.classes.some((it) => it.decorators.some((decorator) => decorator.path.at(-1) === 'Module')) ||
    makesAllLayers(code)
  );
}

/** `NewOrderRepository(db)`, `NewOrderService(orders)`, `NewOrderHandler(service)`: who makes one of each layer puts them into each other. */
function makesAllLayers({ facts }: LiftedCode): boolean {
  const made = facts.calls.flatMap(({ form, callee }) => {
    const name = callee.path.at(-1) ?? '';
    return form === 'new' || /^[Nn]ew[A-Z]/.test(name) ? [name] : [];
  });
  return LAYERS_MADE.every((layer) => made.some((it) => layer.test(it)));
}

const LAYERS_MADE = [
  /(?:Repository|Repo|Store|Storage|Dao|DAO)$/,
  /(?:Service|UseCases?|Usecases?|Svc|UC)$/,
  /(?:Handlers?|Controllers?|Resolver)$/,
];

/** Flask: `from app import db` takes what the package made for all of its modules, and nothing of what stands above them. */
export function isInstanceOfPackage(workspace: Workspace, edge: ImportEdge): boolean {
  const facts = workspace.files.get(edge.from)?.facts;
  const target = workspace.files.get(edge.to)?.facts;
  if (facts?.kind !== 'code' || target?.kind !== 'code' || target.language !== 'python') return false;
  const name = facts.imports[edge.index]?.imported;
  return target.bindings.some(
    (it) => it.scope === 0 && it.name === name && it.origin.kind === 'value' && it.origin.value.kind === 'call',
  );
}

/** The name of a class that nothing in the file makes, asks or hands on: `Promise<Comment[]>`. A constructor is given what it names. */
export function takesTypeAlone({ files }: Workspace, { from, index }: ImportEdge): boolean {
  const facts = files.get(from)?.facts;
  if (facts?.kind !== 'code' || facts.language !== 'typescript') return false;
  const { imported, local = '' } = facts.imports[index] ?? {};
  if (!/^[A-Z]\w*[a-z]/.test(local) || imported === '*' || imported === 'default') return false;
  const isHead = (path: readonly string[]): boolean => path[0] === local;
  const holds = (it: Value | undefined): boolean => {
    if (it?.kind === 'reference') return isHead(it.path);
    if (it?.kind === 'object') return it.entries.some((entry) => holds(entry.value));
    if (it?.kind === 'array') return it.items.some(holds);
    return it?.kind === 'opaque' && it.mentions.includes(local);
  };
  return !(
    facts.calls.some((it) => isHead(it.callee.path) || it.mentions.includes(local)) ||
    facts.bindings.some((it) => it.mentions.includes(local)) ||
    facts.assignments.some((it) => holds(it.value) || isHead(it.target)) ||
    facts.returns.some((it) => it.values.some(holds)) ||
    facts.exports.some((it) => it.local === local || holds(it.value)) ||
    facts.classes.some((it) => it.bases.some((base) => isHead(base.path)) || it.fields.some((field) => holds(field.value))) ||
    facts.scopes.some(
      ({ fn, branch }) =>
        branch?.condition.some(isHead) ||
        fn?.parameters.some((it) => holds(it.defaultValue) || (fn.form === 'constructor' && isHead(it.type?.path ?? []))),
    )
  );
}

/** Classes that describe the answers of a GraphQL server, and no tables. */
export function describesAnswers(workspace: Workspace, path: Path): boolean {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || (workspace.layerOf(path)?.score ?? 0) > 70) return false;
  const names = facts.classes.flatMap((it) => it.decorators.map((decorator) => decorator.path.at(-1) ?? ''));
  return names.some((it) => /^(ObjectType|InputType|ArgsType|InterfaceType)$/.test(it)) && !names.includes('Entity');
}

/** Files that put the layers together must know them all. */
export function isWiring(path: Path): boolean {
  return /(\.module\.[jt]s|(^|\/)(container|main|index|app|server|wire|urls|admin|apps|ioc|bootstrap|dependencies|deps|di|providers|__init__|conftest|celery)\.\w+)$/.test(
    path,
  );
}
