import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { TemplateValue, Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { BuiltSqlPart } from '../kinds/data.ts';

/** SQL that a call takes and that has parts filled in; SQL without parts is nobody's concern. */
export function liftBuiltSql(site: CallSite, place: number | string, isFragment: boolean): Concept[] {
  const { call, facts } = site;
  // A tag gets the parts one by one and passes them on as parameters.
  if (call.form === 'tagged') return [];
  const argument = typeof place === 'number' ? call.args[place] : keyword(call, place);
  if (!argument || argument.kind === 'literal') return [];
  const built = buildText({ facts, before: call.span.start, open: [] }, call.scope, argument);
  if (!built || built.parts.length === 0) return [];
  const base = { framework: site.framework, scope: call.scope, span: call.span, call: site.id };
  return [{ ...base, kind: 'built-sql', text: built.text, parts: built.parts, isFragment }];
}

const RUNS_SQL =
  /^(?:query|query_?(?:row|one|all|rows)|exec|execute|execute_?(?:sql|query)|run_?(?:sql|query)|raw_?query)(?:Context|Async)?$/i;
/** A whole statement: a word such as `select` alone may begin any text. */
const WHOLE_STATEMENT =
  /^\s*(?:select\s[\s\S]*\sfrom\s|insert\s+into\s[\s\S]*(?:values|select)\b|update\s[\s\S]*\sset\s|delete\s+from\s)/i;

/** A wrapper of the project around its driver, or a driver that no model knows: the name of the call and the text itself say that it runs SQL. */
export function liftNamedSql(site: CallSite): Concept[] {
  if (!RUNS_SQL.test(site.call.callee.path.at(-1) ?? '')) return [];
  return [0, 1].flatMap((place) =>
    liftBuiltSql(site, place, false).filter((it) => it.kind === 'built-sql' && WHOLE_STATEMENT.test(it.text)),
  );
}

interface Built {
  readonly text: string;
  readonly parts: readonly BuiltSqlPart[];
}

interface Search {
  readonly facts: CodeFacts;
  /** Only what stands before the call counts. */
  readonly before: number;
  /** The names that are being followed. */
  readonly open: readonly string[];
}

const FILLED_IN = '\uFFFC';
/** Names are followed over at most this many steps. */
const MAX_DEPTH = 5;
const TEXT_KEYS = new Set(['text', 'sql', 'query', 'statement']);

/** The text that a value stands for, as far as it is written in the function; undefined where it is not known to be a text. */
function buildText(search: Search, scope: ScopeId, value: Value): Built | undefined {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? { text: value.value, parts: [] } : undefined;
    case 'template':
      return buildTemplate(search, scope, value);
    case 'reference':
      return value.path.length === 1 ? buildName(search, scope, value.path[0] ?? '') : undefined;
    case 'object': {
      const entry = value.entries.find((it) => TEXT_KEYS.has(it.key));
      return entry && buildText(search, scope, entry.value);
    }
    default:
      return undefined;
  }
}

function buildTemplate(search: Search, scope: ScopeId, value: TemplateValue): Built {
  const pieces = value.text.split(FILLED_IN);
  let text = pieces[0] ?? '';
  const parts: BuiltSqlPart[] = [];
  pieces.slice(1).forEach((piece, index) => {
    const part = value.parts[index] ?? { kind: 'opaque', mentions: value.mentions, span: value.span };
    const isItself = part.kind === 'reference' && part.path.length === 1 && search.open.includes(part.path[0] ?? '');
    const inner = isItself ? { text: '', parts: [] } : buildText(search, scope, part);
    text += (inner?.text ?? FILLED_IN) + piece;
    parts.push(...(inner?.parts ?? [{ value: part, scope, isNumber: value.numbers?.includes(index) === true }]));
  });
  return { text, parts };
}

/** All that a variable was given before the call: what is added stands behind, what replaces it stands as one more text. */
function buildName(search: Search, scope: ScopeId, name: string): Built | undefined {
  if (search.open.includes(name) || search.open.length >= MAX_DEPTH) return undefined;
  const { facts, before } = search;
  const fn = enclosingFunction(facts, scope)?.id ?? 0;
  const isNear = (it: ScopeId): boolean => it === 0 || (enclosingFunction(facts, it)?.id ?? 0) === fn;
  const given = [
    ...facts.bindings
      .filter((it) => it.name === name && isNear(it.scope) && (it.scope === 0 || it.span.start < before))
      .map((it) => ({
        at: it.scope === 0 ? -1 : it.span.start,
        scope: it.scope,
        value: it.origin.kind === 'value' ? it.origin.value : undefined,
      })),
    ...facts.assignments
      .filter((it) => it.target.length === 1 && it.target[0] === name && it.span.start < before && isNear(it.scope))
      .map((it) => ({ at: it.span.start, scope: it.scope, value: it.value })),
  ].sort((a, b) => a.at - b.at);
  const inner: Search = { facts, before, open: [...search.open, name] };
  let built: Built | undefined;
  for (const [index, it] of given.entries()) {
    const next = it.value && buildText(inner, it.scope, it.value);
    if (index === 0) {
      if (!next) return undefined;
      built = next;
    } else if (built) {
      const added = next ?? (it.value && { text: FILLED_IN, parts: [{ value: it.value, scope: it.scope, isNumber: false }] });
      if (added) built = { text: `${built.text} ${added.text}`, parts: [...built.parts, ...added.parts] };
    }
  }
  return built;
}
