import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';

// What a rollback does not undo: a schema that MySQL and others commit with all that stands before it, and what has gone to somebody else. The fix
// keeps away from lines that do either.

export interface LastingEffect {
  readonly kind: 'schema' | 'sent';
  /** Where it stands in the file of the transaction. */
  readonly span: Span;
  /** The function of the project that does it, where it is not the line itself. */
  readonly by?: string;
}

/** How far functions are followed: those of other files are read on request only, because a check does not learn of their edits. */
export type Reach = 'file' | 'workspace';

/** The first lasting effect among lines of a file; undefined where none is seen. */
export function lastingEffect(workspace: Workspace, code: LiftedCode, span: Span, reach: Reach): LastingEffect | undefined {
  return effectIn(workspace, code, span, reach, new Set());
}

function effectIn(
  workspace: Workspace,
  code: LiftedCode,
  span: Span,
  reach: Reach,
  seen: Set<string>,
): LastingEffect | undefined {
  const isIn = (it: { readonly span: Span }): boolean => it.span.start >= span.start && it.span.end <= span.end;
  const found: LastingEffect[] = code.concepts.flatMap((it): LastingEffect[] => {
    if (!isIn(it)) return [];
    if (OUTSIDE.has(it.kind) && !isValue(code, it.kind)) return [{ kind: 'sent', span: it.span }];
    const changesSchema = it.kind === 'schema-change' || (it.kind === 'query' && CHANGES_SCHEMA.test(it.sql ?? ''));
    return changesSchema ? [{ kind: 'schema', span: it.span }] : [];
  });
  for (const [id, call] of code.facts.calls.entries()) {
    const effect = isIn(call) ? effectOf(workspace, code, id, call, reach, seen) : undefined;
    if (effect) found.push(effect);
  }
  return found.toSorted((a, b) => a.span.start - b.span.start)[0];
}

/** What goes to another server, by mail, into a queue or a file, or to the caller. */
const OUTSIDE: ReadonlySet<string> = new Set(['http-request', 'risky-call', 'response']);

/** An answer of Python's frameworks goes out when the function gives it back. */
function isValue({ facts }: LiftedCode, kind: string): boolean {
  return kind === 'response' && facts.language === 'python';
}

const CHANGES_SCHEMA =
  /(?:^|;)\s*(?:(?:create|alter|drop)\s+(?:or\s+replace\s+|unique\s+|temp(?:orary)?\s+|unlogged\s+|materialized\s+)*(?:table|index|view|database|schema|sequence|trigger|type|function|procedure)|rename\s+table|truncate)\s+\S/i;

function effectOf(
  workspace: Workspace,
  code: LiftedCode,
  id: CallId,
  call: Call,
  reach: Reach,
  seen: Set<string>,
): LastingEffect | undefined {
  const { span, callee, args } = call;
  const name = callee.path.at(-1) ?? '';
  if (BUILDS_SCHEMA.test(name) || args.some(changesSchema)) return { kind: 'schema', span };
  const target = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
  const inner =
    target && (target.path === code.path || reach === 'workspace') ? insideOf(workspace, target, reach, seen) : undefined;
  if (inner) return { kind: inner.kind, span, by: name };
  const isRead = target?.path === code.path;
  return !isRead && isSent(call) ? { kind: 'sent', span } : undefined;
}

function insideOf(
  workspace: Workspace,
  { path, scope }: { readonly path: Path; readonly scope: number },
  reach: Reach,
  seen: Set<string>,
): LastingEffect | undefined {
  const key = `${path} ${scope}`;
  const file = workspace.files.get(path);
  const body = file && isCode(file) ? file.facts.scopes[scope]?.bodySpan : undefined;
  if (!file || !isCode(file) || !body || seen.has(key) || seen.size > MOST_FUNCTIONS) return undefined;
  seen.add(key);
  return effectIn(workspace, file, body, reach, seen);
}

/** Functions that are read for one transaction. */
const MOST_FUNCTIONS = 30;

/** Schema builders of Knex, Sequelize, TypeORM, gorm and Django. */
const BUILDS_SCHEMA =
  /^(?:(?:create|alter|drop|rename|truncate)(?:Table|View|Schema)\w*|(?:add|remove|change|rename|drop)(?:Column|Index|Constraint)s?|AutoMigrate|(?:Create|Drop|Rename)(?:Table|Index|Constraint)|(?:Add|Alter|Drop|Rename)Column|(?:create|delete|alter)_model|(?:add|remove|alter)_field|create_all|drop_all)$/;

function changesSchema(value: Value): boolean {
  const text = value.kind === 'literal' ? value.value : value.kind === 'template' ? value.text : undefined;
  return typeof text === 'string' && CHANGES_SCHEMA.test(text);
}

/** `socket.emit(…)`, `io.to(room).emit(…)`, `res.write(…)`, `channel.publish(…)`; a signal of Django stays in the process. */
function isSent({ callee, keywords }: Call): boolean {
  const name = callee.path.at(-1) ?? '';
  const holder = callee.path.at(-2) ?? '';
  if (/^(?:write\w*|flushHeaders|pipe|end)$/i.test(name))
    return /^(?:res|resp|response|reply|w|writer|sse|stream|socket|ws|conn)$/i.test(holder);
  return (
    /^(?:emit|broadcast|publish|send)(?:[A-Z_]\w*)?$|^(?:Emit|Broadcast|Publish|Send)(?:[A-Z]\w*)?$|^group_send$|^Write(?:JSON|Message)$/.test(
      name,
    ) && !keywords.some((it) => it.name === 'sender')
  );
}
