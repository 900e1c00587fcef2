import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, CodeFacts, Import, ScopeId } from '#facts/code-facts.ts';
import { type NameUse, namesIn } from '#fixes/free-names.ts';
import { createNameTable, findDeclaration, type NameTable } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { argumentOf, type ExtractedArgument, isRequest, type QueriedModel } from './extracted-argument.ts';
import { queryName } from './query-name.ts';

/** A query as the function that it can become. */
export interface QueryExtraction {
  readonly call: CallId;
  readonly chain: readonly Call[];
  /** The expression from the first name to the last call, without `await`. */
  readonly span: Span;
  readonly entity: string;
  readonly name: string;
  /** What stands in the place of the expression's free names, in the order of the parameters. */
  readonly parameters: readonly ExtractedArgument[];
  /** The expression over its parameters. */
  readonly expression: string;
  /** Local names of imports that go along. */
  readonly imports: ReadonlySet<string>;
  /** The field of the class whose connection the query hangs on, where it stays one: `prisma` of `this.prisma.order.findMany()`. */
  readonly connection?: string;
  /** The call has to wait inside: Python's `(await session.execute(…)).scalars()`. */
  readonly isAwaited: boolean;
}

const MOST_PARAMETERS = 4;

/**
 * Reads the query around a call as a function: its parameters are what the handler gives it. Undefined where it needs the request itself, something
 * that only this file has, more than four values, or values whose type is not known in TypeScript. As a method it hangs on a field of its class, which
 * the method's own class is to have too.
 */
export function extractionOf(
  workspace: Workspace,
  code: LiftedCode,
  query: Query,
  text: string,
  form: 'function' | 'method' = 'function',
): QueryExtraction | undefined {
  const { facts } = code;
  if (query.call === undefined || query.sql !== undefined) return undefined;
  const call = lastOfChain(facts, query.call);
  const chain = chainOf(facts, call);
  const last = facts.calls[call];
  const entity = chainSubject(code, chain, query);
  if (
    !last ||
    entity === undefined ||
    chain.some((it) => it.isOpen || it.typeArgs.length > 0 || it.callee.opaque || it.form !== 'call')
  )
    return undefined;
  const { span } = last;
  const holdsFunction = facts.scopes.some((it) => it.span.start >= span.start && it.span.end <= span.end);
  const uses = holdsFunction ? undefined : namesIn(text, span, facts.language);
  if (!uses || !sawAll(chain, uses)) return undefined;
  const found = sorted(workspace, code, uses, { chain, scope: last.scope, start: span.start, text, form });
  if (!found || found.parameters.length > MOST_PARAMETERS) return undefined;
  const name = queryName(saying(facts, chain), entity, facts.language, text);
  if (name === undefined) return undefined;
  return {
    call,
    chain,
    span,
    entity,
    name,
    parameters: found.parameters,
    imports: found.imports,
    expression: rewritten(text, span, found.replaced),
    isAwaited: last.isAwaited && facts.language === 'python',
    ...(found.connection !== undefined && { connection: found.connection }),
  };
}

function lastOfChain({ calls }: CodeFacts, from: CallId): CallId {
  let last = from;
  for (let at = from + 1; at < calls.length; at += 1) if (calls[at]?.callee.receiver === last) last = at;
  return last;
}

function chainOf({ calls }: CodeFacts, last: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = last; at !== undefined; at = calls[at]?.callee.receiver) {
    const call = calls[at];
    if (call) chain.unshift(call);
  }
  return chain;
}

/** The model at the head of the chain, the one that its first call is given, or what the framework says it is about. */
function chainSubject(code: LiftedCode, chain: readonly Call[], query: Query): string | undefined {
  const { facts } = code;
  const owner = chain[0]?.callee.path.slice(0, -1).findLast((it) => /^[A-Z]\w*[a-z]/.test(it));
  const named =
    owner ??
    askedModel(facts, chain) ??
    query.subject ??
    conceptsOf(code, 'query').find(
      (it) => it.call !== undefined && it.subject !== undefined && chain.some((one) => one === facts.calls[it.call ?? -1]),
    )?.subject;
  const last = named?.split(/[."`]/).filter(Boolean).at(-1);
  return last !== undefined && /^[A-Za-z]\w+$/.test(last) ? last : undefined;
}

/** `User` of `session.get(User, id)` and of `session.scalars(select(User).where(…))`. */
function askedModel(facts: CodeFacts, [first]: readonly Call[]): string | undefined {
  const [asked] = first?.args ?? [];
  const inner = asked?.kind === 'call' ? chainOf(facts, asked.call)[0] : undefined;
  const named = inner?.callee.path.join('.') === 'select' && inner.args.length === 1 ? inner.args[0] : asked;
  return named?.kind === 'reference' && /^[A-Z]/.test(named.path.at(-1) ?? '') ? named.path.at(-1) : undefined;
}

/** The calls of a query with those of the statement that it is given, which say what it asks for. */
function saying(facts: CodeFacts, chain: readonly Call[]): readonly Call[] {
  const [asked] = chain[0]?.args ?? [];
  return asked?.kind === 'call' && facts.language === 'python' ? [...chainOf(facts, asked.call), ...chain] : chain;
}

/** Names that the facts know of and the text did not show stand inside of strings. */
function sawAll(chain: readonly Call[], uses: readonly NameUse[]): boolean {
  const heads = new Set(uses.map((it) => it.head));
  return chain.every((it) => it.mentions.every((name) => heads.has(name) || name === 'this'));
}

const OWN_NAMES = new Set(
  (
    'Math Date Number String Boolean JSON Object Array RegExp BigInt parseInt parseFloat ' +
    'str int float bool len list set dict tuple max min sum sorted range any all round abs'
  ).split(' '),
);

interface Replaced {
  readonly span: Span;
  readonly text: string;
}

function sorted(
  workspace: Workspace,
  code: LiftedCode,
  uses: readonly NameUse[],
  {
    chain,
    scope,
    start,
    text,
    form,
  }: {
    readonly chain: readonly Call[];
    readonly scope: ScopeId;
    readonly start: number;
    readonly text: string;
    readonly form: 'function' | 'method';
  },
):
  | {
      readonly parameters: readonly ExtractedArgument[];
      readonly imports: Set<string>;
      readonly replaced: Replaced[];
      readonly connection?: string;
    }
  | undefined {
  const { facts, path } = code;
  const model = modelOf(workspace, path, scope, uses[0]);
  const table = createNameTable(facts);
  const imports = new Set<string>();
  const parameters: ExtractedArgument[] = [];
  const replaced: Replaced[] = [];
  const wholes = new Set(uses.filter((it) => it.members.length === 0).map((it) => it.head));
  let covered = start;
  let connection: string | undefined;
  for (const use of uses) {
    // Inside an argument that is handed over as a whole.
    if (use.span.start < covered) continue;
    const declaration = declarationOf(facts, table, scope, use.head);
    const isRoot = use.span.start === start;
    const isReceiver = /^(?:self|cls|this)$/.test(use.head);
    if (isRoot && form === 'method') {
      if (!isReceiver || use.members.length < 2) return undefined;
      connection = use.members[0];
      continue;
    }
    if (!declaration && !isReceiver) {
      // What nothing here declares is the language's own, or comes by a way that cannot be followed.
      if (!OWN_NAMES.has(use.head)) return undefined;
      continue;
    }
    // A row's or a query's own method is no query of its own; a session is asked for a model.
    const isHeld = use.head === 'self' && use.members.length === 2;
    if (isRoot && declaration?.kind !== 'import' && ((isReceiver && !isHeld) || askedModel(facts, chain) === undefined))
      return undefined;
    if (declaration?.kind === 'import' && !isRequest(declaration.import)) {
      if (!isRoot && isCalled(text, use) && !isOfDatabase(declaration.import, use, uses[0])) return undefined;
      imports.add(use.head);
      continue;
    }
    if (declaration?.kind === 'binding' && declaration.binding.scope === 0) return undefined;
    const argument = argumentOf(workspace, code, { use, declaration, scope, text, isRoot, isWhole: wholes.has(use.head), model });
    if (!argument) return undefined;
    const same = parameters.find((it) => it.name === argument.name);
    if (same && same.text !== argument.text) return undefined;
    if (!same) parameters.push(argument);
    covered = argument.span.end;
    replaced.push(...replacement(use, argument, facts, text));
  }
  if (parameters.some((it) => imports.has(it.name) || findDeclaration(facts, table, 0, it.name)?.kind === 'import'))
    return undefined;
  return { parameters, imports, replaced, ...(connection !== undefined && { connection }) };
}

function modelOf(workspace: Workspace, path: Path, scope: ScopeId, root: NameUse | undefined): QueriedModel | undefined {
  const found = root && workspace.linker.classOf(workspace.linker.reference(path, scope, [root.head]));
  return found && { name: root.head, fields: new Set(found.declaration.fields.map((it) => it.name)) };
}

function declarationOf(facts: CodeFacts, table: NameTable, scope: ScopeId, head: string) {
  return findDeclaration(facts, table, scope, head);
}

function isCalled(text: string, { span }: NameUse): boolean {
  return /^\s*\(/.test(text.slice(span.end, span.end + 40));
}

/** Operators and functions of the database's own library: `eq`, `func.count`, `Op.in`, and what hangs on the connection. */
function isOfDatabase({ module, local }: Import, use: NameUse, root: NameUse | undefined): boolean {
  return (
    /sequelize|drizzle|typeorm|sqlalchemy|sqlmodel|^django\.db|mongoose|prisma|knex|kysely|peewee/.test(module) ||
    local === root?.head ||
    // A condition of a model: `User.email.ilike(…)`.
    (/^[A-Z]/.test(use.head) && use.members.length > 1)
  );
}

function replacement(use: NameUse, argument: ExtractedArgument, { language }: CodeFacts, text: string): Replaced[] {
  if (argument.text === argument.name) return [];
  if (use.isShorthand) return [{ span: use.span, text: `${use.head}: ${argument.name}` }];
  const isScript = language === 'typescript' || language === 'javascript';
  const isAlone = /^\s*[,}]/.test(text.slice(argument.span.end));
  if (isScript && isAlone && use.key?.name === argument.name)
    return [{ span: { start: use.key.span.start, end: argument.span.end }, text: argument.name }];
  return [{ span: argument.span, text: argument.name }];
}

function rewritten(text: string, span: Span, replaced: readonly Replaced[]): string {
  let out = '';
  let at = span.start;
  for (const it of replaced) {
    out += text.slice(at, it.span.start) + it.text;
    at = it.span.end;
  }
  return out + text.slice(at, span.end);
}
