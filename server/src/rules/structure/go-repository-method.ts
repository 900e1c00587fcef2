import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { pascalCase, pluralOf, singularOf } from '#decisions/names.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import { applyTextChanges, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { argumentsOf, CONTEXT, parameterOf } from './go-parameter.ts';

/** A query of a handler in Go as the method of a repository. */
export interface GoRepositoryMethod {
  readonly entity: string;
  readonly name: string;
  /** The field of the handler's struct that holds the connection. */
  readonly field: string;
  /** `id string, ctx context.Context`. */
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly text: string }[];
  /** What it gives beside the error: the type of what the query fills. */
  readonly result?: string;
  /** The lines of its body; a tab for each level. */
  readonly body: (connection: string) => readonly string[];
  /** The names before a point that its code uses. */
  readonly packages: ReadonlySet<string>;
  /** What becomes of the handler; `call` is what stands for the query, without its arguments. */
  readonly caller: (call: string) => readonly TextChange[];
}

const MOST_PARAMETERS = 4;

/**
 * Reads the statement around a query, which hangs on a field of the handler's struct. Undefined where its error is not taken at once, where it fills
 * something other than an empty variable above it, and where a value has no type that can be seen.
 */
export function goRepositoryMethod(
  workspace: Workspace,
  code: LiftedCode,
  id: CallId,
  owner: { readonly receiver: string },
  text: string,
): GoRepositoryMethod | undefined {
  const { facts } = code;
  const chain = chainAround(code, id);
  const [first] = chain;
  const last = chain.at(-1);
  const root = first?.callee.path.slice(0, -1) ?? [];
  const field = root[1];
  if (!first || !last || root.length !== 2 || root[0] !== owner.receiver || field === undefined) return undefined;
  const expression = { start: first.span.start, end: last.span.end };
  const tail = /^\.Error\b/.exec(text.slice(expression.end))?.[0] ?? '';
  if (text.slice(expression.start, expression.end).includes('\n') || (tail === '' && isGorm(chain))) return undefined;
  const statement = statementOf(text, last, expression, tail);
  if (!statement) return undefined;
  const parameters: { name: string; type: string; text: string }[] = [];
  const packages = new Set<string>();
  const changes: TextChange[] = [];
  let filled: { readonly name: string; readonly type: string; readonly statement: Span } | undefined;
  for (const call of chain) {
    for (const it of argumentsOf(text, call)) {
      const written = text.slice(it.start, it.end);
      const head = /^&?(\w+)\./.exec(written)?.[1];
      if (/^(?:-?\d+|"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|true|false|nil)$/.test(written)) continue;
      if (/^&?(?:\w+\.)?[A-Z]\w*\{\}$/.test(written)) {
        if (head !== undefined) packages.add(head);
        continue;
      }
      const target = /^&(\w+)(?:\.\w+)*$/.exec(written)?.[1];
      if (target !== undefined && FILLS.test(call.callee.path.at(-1) ?? '')) {
        const variable = emptyVariable(code, last, target, text);
        if (!variable || (filled && filled.name !== target)) return undefined;
        filled = variable;
        continue;
      }
      const parameter = parameterOf(workspace, code, last.scope, written);
      const same = parameters.find((one) => one.name === parameter?.name);
      if (!parameter || (same && same.text !== written)) return undefined;
      if (!same) parameters.push({ ...parameter, text: written });
      changes.push({ span: { start: it.start - expression.start, end: it.end - expression.start }, text: parameter.name });
    }
  }
  const source = text.slice(expression.start, expression.end);
  const entity = filled ? entityOf(filled.type) : writtenEntity(parameters, source);
  const name = entity === undefined ? undefined : methodName(chain, source, entity, filled?.type.startsWith('[]') ?? false);
  if (entity === undefined || name === undefined || parameters.length > MOST_PARAMETERS) return undefined;
  const isRead = filled !== undefined;
  if (isRead !== (statement.results === 1 && FILLS.test(last.callee.path.at(-1) ?? ''))) return undefined;
  if (isRead && statement.form === 'assigned' && !isDeclaredHere(code, last.scope, statement.error)) return undefined;
  if (
    isRead &&
    statement.form === 'condition' &&
    isDeclaredLater(text, facts.scopes[last.scope]?.bodySpan, statement, code, last.scope)
  )
    return undefined;
  for (const it of [...parameters.map((one) => one.type), filled?.type ?? '']) {
    const own = /(\w+)\./.exec(it)?.[1];
    if (own !== undefined) packages.add(own);
  }
  const ordered = parameters.toSorted((a, b) => Number(b.type === CONTEXT) - Number(a.type === CONTEXT));
  const passed = ordered.map((it) => it.text).join(', ');
  const { error } = statement;
  const rewritten = (connection: string): string =>
    connection + applyTextChanges(source, changes).slice(`${owner.receiver}.${field}`.length) + tail;
  return {
    entity,
    name,
    field,
    parameters: ordered,
    ...(filled && { result: filled.type }),
    packages,
    body: (connection) =>
      filled
        ? [`var ${filled.name} ${filled.type}`, `err := ${rewritten(connection)}`, `return ${filled.name}, err`]
        : statement.results === 2
          ? [`_, err := ${rewritten(connection)}`, 'return err']
          : [`return ${rewritten(connection)}`],
    caller: (call) => {
      const value = `${call}(${passed})`;
      if (!filled)
        return [
          {
            span: statement.span,
            text: statement.form === 'condition' ? `if ${error} := ${value};` : `${error} ${statement.sign} ${value}`,
          },
        ];
      const lineStart = text.lastIndexOf('\n', filled.statement.start) + 1;
      const next = text.indexOf('\n', filled.statement.end) + 1;
      const line = `${filled.name}, ${error} := ${value}`;
      const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', statement.span.start) + 1))?.[0] ?? '';
      const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
      return [
        { span: { start: lineStart, end: next }, text: '' },
        { span: statement.span, text: statement.form === 'condition' ? `${line}${lineEnd}${indent}if` : line },
      ];
    },
  };
}

/** Methods that put rows into what they are given. */
const FILLS = /^(?:First|Take|Last|Find|Scan|Get|GetContext|Select|SelectContext|StructScan)$/;

function isGorm(chain: readonly Call[]): boolean {
  return !/^(?:Query|Exec|Get|Select|NamedExec)/.test(chain[0]?.callee.path.at(-1) ?? '');
}

interface TakenError {
  readonly form: 'condition' | 'assigned';
  readonly error: string;
  readonly sign: string;
  /** 2 where what is given before the error is thrown away. */
  readonly results: 1 | 2;
  /** What the call takes the place of: with the names and, for a condition, the `;`. */
  readonly span: Span;
}

function statementOf(text: string, { statement }: Call, expression: Span, tail: string): TakenError | undefined {
  const before = text.slice(statement.start, expression.start);
  const end = expression.end + tail.length;
  const condition = /^if (_, )?(\w+) :?= $/.exec(before);
  if (condition?.[2]) {
    const close = /^;(?= \w+ != nil \{)/.exec(text.slice(end));
    return close
      ? {
          form: 'condition',
          error: condition[2],
          sign: ':=',
          results: condition[1] ? 2 : 1,
          span: { start: statement.start, end: end + 1 },
        }
      : undefined;
  }
  const assigned = /^(_, )?(\w+) (:?=) $/.exec(before);
  if (!assigned?.[2] || assigned[2] === '_' || !/^[ \t]*\r?\n/.test(text.slice(end))) return undefined;
  return {
    form: 'assigned',
    error: assigned[2],
    sign: assigned[3] ?? ':=',
    results: assigned[1] ? 2 : 1,
    span: { start: statement.start, end },
  };
}

function chainAround({ facts }: LiftedCode, id: CallId): Call[] {
  let last = id;
  for (let at = id + 1; at < facts.calls.length; at += 1) if (facts.calls[at]?.callee.receiver === last) last = at;
  const chain: Call[] = [];
  for (let at: CallId | undefined = last; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.unshift(call);
  }
  return chain.some((it) => it.isOpen || it.typeArgs.length > 0) ? [] : chain;
}

function emptyVariable(
  { facts }: LiftedCode,
  last: Call,
  name: string,
  text: string,
): { readonly name: string; readonly type: string; readonly statement: Span } | undefined {
  const it = facts.bindings.findLast(
    (one) => one.name === name && one.scope === last.scope && one.statement.end < last.statement.start,
  );
  if (!it) return undefined;
  const written = text.slice(it.statement.start, it.statement.end);
  const type =
    /^var \w+ ((?:\[\])?(?:\w+\.)?\w+)$/.exec(written)?.[1] ?? /^\w+ := ((?:\[\])?(?:\w+\.)?\w+)\{\}$/.exec(written)?.[1];
  const isUsed = new RegExp(`\\b${name}\\b`).test(text.slice(it.statement.end, last.statement.start));
  return type === undefined || isUsed ? undefined : { name, type, statement: it.statement };
}

function isDeclaredHere({ facts }: LiftedCode, scope: ScopeId, name: string): boolean {
  return facts.bindings.some((it) => it.scope === scope && it.name === name);
}

/** The error becomes a name of the block: a later `err :=` alone would not compile. */
function isDeclaredLater(
  text: string,
  body: Span | undefined,
  { error, span }: TakenError,
  code: LiftedCode,
  scope: ScopeId,
): boolean {
  const later = code.facts.bindings.filter((it) => it.scope === scope && it.name === error);
  if (later.some((it) => it.statement.end < span.start)) return false;
  return body === undefined || later.some((it) => new RegExp(`^${error} :=`).test(text.slice(it.statement.start)));
}

function entityOf(type: string): string | undefined {
  const last = type.replace(/^\[\]/, '').split('.').at(-1) ?? '';
  return /^[A-Z]\w+$/.test(last) ? pascalCase(singularOf(last)) : undefined;
}

/** The type that is written, or the table. */
function writtenEntity(parameters: readonly { readonly type: string }[], source: string): string | undefined {
  const model = /\.Model\(&(?:\w+\.)?([A-Z]\w*)|\.Delete\(&(?:\w+\.)?([A-Z]\w*)\{/
    .exec(source)
    ?.slice(1)
    .find((it) => it !== undefined);
  const table = /\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|FROM)\s+["`]?(?:\w+\.)?(\w+)/i.exec(source)?.[1];
  const given = parameters.map((it) => /^\*(?:\w+\.)?([A-Z]\w*)$/.exec(it.type)?.[1]).find((it) => it !== undefined);
  return model ?? (table === undefined ? given : pascalCase(singularOf(table)));
}

const VERBS: readonly (readonly [RegExp, string])[] = [
  [/\bINSERT\b|\.Create\(/, 'create'],
  [/\bDELETE\b|\.Delete\(/, 'delete'],
  [/\bUPDATE\b|\.Updates?\(|\.UpdateColumns?\(/, 'update'],
  [/\.Save\(/, 'save'],
  [/\bSELECT\b|\.(?:First|Take|Find|Last)\(/, 'find'],
];

function methodName(chain: readonly Call[], source: string, entity: string, isOfMany: boolean): string | undefined {
  const verb = VERBS.find(([pattern]) => pattern.test(source))?.[1];
  if (verb === undefined) return undefined;
  const where = /\bWHERE\b([\s\S]*)/i.exec(source)?.[1] ?? source;
  const keys = [...where.matchAll(/(\w+)\s*=\s*(?:\?|\$\d)/g)].map((it) => it[1] ?? '');
  const [last] = chain.slice(-1);
  if (keys.length === 0 && /^(?:First|Take|Delete)$/.test(last?.callee.path.at(-1) ?? '') && (last?.args.length ?? 0) === 2)
    keys.push('id');
  const by = /find|delete/.test(verb) && keys.length > 0 && keys.length <= 2 ? `-by-${keys.join('-and-')}` : '';
  const subject = isOfMany ? pluralOf(entity) : entity;
  return pascalCase(`${verb}-${subject}${by}`).replace(/Id(?=[A-Z]|$)/g, 'ID');
}
