import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { SchemaText } from '#facts/manifest-facts.ts';

/** One change of a table by a migration. Names are in lower case. */
export interface TableChange {
  readonly kind: 'create-table' | 'drop-table' | 'rename-table' | 'add-column' | 'drop-column' | 'rename-column' | 'empty-table';
  readonly table: string;
  readonly column?: string;
  readonly to?: string;
  readonly span: Span;
}

/** What the forward part of a migration does to tables, in order: of its calls, of SQL in its texts, or of its statements. */
export function tableChanges(file: LiftedFile): TableChange[] {
  if (file.facts.kind === 'sql') return isBackwardFile(file.path) ? [] : sqlChanges(file.facts);
  if (!isCode(file) || file.facts.language === 'go') return [];
  const { facts } = file;
  const calls = conceptsOf(file, 'schema-change').flatMap((it): TableChange[] => {
    if (isBackward(facts, it.scope) || isStateOnly(facts, it.span)) return [];
    const names = { ...(it.column !== undefined && { column: it.column }), ...(it.to !== undefined && { to: it.to }) };
    return [{ kind: it.change, table: (it.table ?? '').toLowerCase(), ...names, span: it.span }];
  });
  const texts = facts.strings.flatMap(({ schema, scope, span }): TableChange[] => {
    if (!schema || isBackward(facts, scope) || isReverseText(facts, span)) return [];
    return sqlChanges(schema).map((change) => ({ ...change, span }));
  });
  // A name that is filled in belongs to a helper for migrations.
  return [...calls, ...texts]
    .filter((it) => ![it.table, it.column, it.to].some((name) => name?.includes('\uFFFC')))
    .sort((a, b) => a.span.start - b.span.start);
}

function sqlChanges(facts: SchemaText): TableChange[] {
  const backward = backwardSpans(facts);
  return facts.statements.flatMap((statement): TableChange[] => {
    const { span, table } = statement;
    if (backward.some((it) => it.start <= span.start && span.start < it.end)) return [];
    if (statement.kind === 'create-table') return table === undefined ? [] : [{ kind: 'create-table', table, span }];
    if (/^TRUNCATE/.test(statement.verb) && table !== undefined) return [{ kind: 'empty-table', table, span }];
    return (statement.actions ?? []).map((it): TableChange => {
      const to = it.to === undefined ? {} : { to: it.to };
      if (it.kind === 'drop-table') return { kind: it.kind, table: it.name, span };
      if (it.kind === 'rename-table') return { kind: it.kind, table: table ?? '', ...to, span };
      return { kind: it.kind, table: table ?? '', column: it.name, ...to, span };
    });
  });
}

/** From a marker of the way back to the next one of the way forward. */
function backwardSpans(facts: SchemaText): Span[] {
  const spans: Span[] = [];
  let start: number | undefined;
  for (const { text, span } of facts.markers) {
    if (/\bdown\b|create above \/ drop below/i.test(text)) start ??= span.start;
    else if (/\bup\b/i.test(text) && start !== undefined) {
      spans.push({ start, end: span.start });
      start = undefined;
    }
  }
  return start === undefined ? spans : [...spans, { start, end: Number.POSITIVE_INFINITY }];
}

function isBackwardFile(path: string): boolean {
  return /(?:[._-](?:down|undo|rollback|revert)|(?:^|\/)(?:down|U\d[\w.]*__[^/]*))\.sql$|\/(?:down|undo|rollback|revert)s?\//i.test(
    path,
  );
}

const BACKWARD =
  /^(?:down|downgrade|rollback|revert|reverse|undo|backwards?|(?:down|reverse|undo|rollback)[_A-Z].*|.*(?:_reverse|Down|_down|_backwards?))$/;

/** Tells whether code belongs to the way back of a migration. */
export function isBackward(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const name = facts.scopes[at]?.fn?.name;
    if (name !== undefined && BACKWARD.test(name)) return true;
  }
  // `exports.down = …` keeps no name where the function is wrapped.
  return false;
}

/** Django's way of telling only the models: the database is left alone. */
function isStateOnly(facts: CodeFacts, span: Span): boolean {
  return facts.calls.some((call) =>
    call.keywords.some(({ name, value }) => {
      if (name !== 'state_operations') return false;
      if (value.kind !== 'reference') return contains(value.span, span);
      const list = value.path.at(-1);
      const given = [...facts.classes.flatMap((it) => it.fields), ...facts.bindings].filter((it) => it.name === list);
      return given.some((it) => contains('statement' in it ? it.statement : (it.value?.span ?? it.span), span));
    }),
  );
}

/** `RunSQL(sql, reverse_sql)` and its kind: the second text is the way back. */
function isReverseText(facts: CodeFacts, span: Span): boolean {
  return facts.calls.some((call) => {
    if (!contains(call.span, span)) return false;
    if (call.keywords.some((it) => /reverse|down|rollback/i.test(it.name) && contains(it.value.span, span))) return true;
    const second = call.args[1];
    return call.callee.path.at(-1) === 'RunSQL' && second !== undefined && contains(second.span, span);
  });
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
