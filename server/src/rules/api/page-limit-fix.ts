import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { addArgument } from '#fixes/last-element.ts';
import { afterStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The most rows that an answer holds; what the guide of the catalogue says. */
export const MOST_ROWS = 100;
/** How many rows an answer holds where the client does not say. */
export const USUAL_ROWS = 20;

interface Bounded {
  readonly changes: readonly TextChange[];
  readonly packages?: readonly NeededImport[];
}

/** Bounds the number of rows that a client may ask for, at the place that takes it; empty where its form is not known. */
export function boundLimit(workspace: Workspace, code: LiftedCode, span: Span): readonly Fix[] {
  const text = workspace.textOf(code.path);
  if (text === undefined || code.facts.container) return [];
  const found = boundedIn(workspace, code, span, text);
  const edit: FileEdit | undefined =
    found &&
    editCode(workspace, code.path, {
      packages: found.packages ?? [],
      changes: () => found.changes,
      note: worded`Give at most ${MOST_ROWS} rows`,
    });
  return edit ? [{ id: 'bound-limit', kind: 'suggest', title: worded`Give at most ${MOST_ROWS} rows`, edits: [edit] }] : [];
}

function boundedIn(workspace: Workspace, code: LiftedCode, span: Span, text: string): Bounded | undefined {
  switch (code.facts.language) {
    case 'python':
      return inFastApi(workspace, code, span, text) ?? inPython(code.facts, span, text);
    case 'go':
      return inGo(workspace, code, span, text);
    default:
      return inScript(workspace, code, span, text);
  }
}

/** `limit: int = 100` becomes `limit: int = Query(100, ge=1, le=100)`. */
function inFastApi(workspace: Workspace, { path, facts }: LiftedCode, span: Span, text: string): Bounded | undefined {
  const parameter = facts.scopes
    .flatMap(({ fn }) => fn?.parameters ?? [])
    .find((it) => it.span.start === span.start && it.span.end === span.end);
  const value = parameter?.defaultValue;
  if (!value) return undefined;
  const call = value.kind === 'call' ? facts.calls[value.call] : undefined;
  if (call) {
    const given = call.args[0]?.kind === 'literal' ? call.args[0].value : undefined;
    const has = (name: RegExp): boolean => call.keywords.some((it) => name.test(it.name));
    const rule = `${has(/^g[et]$/) ? '' : 'ge=1, '}le=${most(given)}`;
    const changes = addArgument(text, call, rule, styleIn(workspace, path));
    return changes && { changes };
  }
  if (value.kind !== 'literal') return undefined;
  const written = text.slice(value.span.start, value.span.end);
  const changes = [{ span: value.span, text: `Query(${written}, ge=1, le=${most(value.value)})` }];
  return { changes, packages: [{ module: 'fastapi', names: ['Query'] }] };
}

/** A default above the bound is what the application means to give. */
function most(given: unknown): number {
  return typeof given === 'number' && given > MOST_ROWS ? given : MOST_ROWS;
}

/** `limit = int(request.GET.get("limit", 20))`, with a number to fall back on. */
function inPython(facts: CodeFacts, span: Span, text: string): Bounded | undefined {
  const holder = bindingAround(facts, span);
  const value = holder && text.slice(holder.statement.start, holder.statement.end);
  const written = value && /^(\w+\s*=\s*)([^\n]+)$/.exec(value);
  const [, head = '', expression = ''] = written ?? [];
  if (!holder || !written || !/,\s*["']?\d+["']?\s*(?:,\s*(?:type=)?int\s*)?\)+$/.test(expression)) return undefined;
  const isNumber = /^int\(/.test(expression) || /\btype=int\b|,\s*int\s*\)$/.test(expression);
  const number = isNumber ? expression : `int(${expression})`;
  return { changes: [{ span: holder.statement, text: `${head}min(${number}, ${MOST_ROWS})` }] };
}

/** Below the parsing and its error: `if limit > 100 { limit = 100 }`. */
function inGo(workspace: Workspace, { path, facts }: LiftedCode, span: Span, text: string): Bounded | undefined {
  const call = facts.calls.find(
    (it) => it.callee.path.at(-1) === 'Atoi' && it.span.start <= span.start && span.end <= it.span.end,
  );
  const [name = '', error] = call?.targets ?? [];
  if (!call || !/^[a-z]\w*$/i.test(name)) return undefined;
  const bound = `if ${name} > ${MOST_ROWS} {\n\t${name} = ${MOST_ROWS}\n}`;
  const head = new RegExp(`^\\s*if ${error} != nil \\{`).exec(text.slice(call.statement.end));
  const open = head ? call.statement.end + head[0].length : -1;
  const branch = facts.scopes.find((it) => it.branch?.form === 'then' && it.bodySpan.start === open);
  if (error !== '_' && !branch) return undefined;
  const statement = branch ? { start: call.statement.start, end: branch.bodySpan.end + 1 } : call.statement;
  const change = afterStatement(text, statement, bound, styleIn(workspace, path));
  return change && { changes: [change] };
}

/** A conversion is wrapped; a name out of a pattern gets another, so that the bound one has its own. */
function inScript(workspace: Workspace, { path, facts }: LiftedCode, span: Span, text: string): Bounded | undefined {
  const conversion = facts.calls.find(
    (it) =>
      /^(?:Number|parseInt)$/.test(it.callee.path.at(-1) ?? '') &&
      it.args[0]?.span.start === span.start &&
      it.args[0].span.end === span.end,
  );
  if (conversion) {
    const { start, end } = conversion.span;
    const fallback = /^\s*(?:\|\||\?\?)\s*\d+/.exec(text.slice(end))?.[0] ?? '';
    const isWrapped =
      text.charAt(end) === ')' && text.charAt(start - 1) === '(' && fallback === '' && /\|\|/.test(text.slice(end, end + 4));
    const expression = text.slice(start, end) + (fallback === '' ? ` || ${USUAL_ROWS}` : fallback.replace('??', '||'));
    return isWrapped
      ? undefined
      : { changes: [{ span: { start, end: end + fallback.length }, text: `Math.min(${expression}, ${MOST_ROWS})` }] };
  }
  const name = text.slice(span.start, span.end);
  const holder = facts.bindings.find(
    (it) => it.name === name && it.statement.start <= span.start && span.end <= it.statement.end,
  );
  if (holder?.origin.kind !== 'part' || !/^\w+$/.test(name)) return undefined;
  const other = `requested${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const statement = text.slice(holder.statement.start, holder.statement.end);
  if (!/^(?:const|let|var)\s*\{[^{}]*\}\s*=/.test(statement) || !isFree(facts, functionOf(facts, holder.scope), other))
    return undefined;
  if (isWritten(facts, name, holder.scope)) return undefined;
  const fallback = /^\s*=\s*['"]?(\d+)['"]?(?=\s*[,}])/.exec(text.slice(span.end))?.[1];
  const hasOwn = /^\s*=/.test(text.slice(span.end));
  if (hasOwn && fallback === undefined) return undefined;
  const added = `const ${name} = Math.min(Number(${other}) || ${fallback ?? USUAL_ROWS}, ${MOST_ROWS});`;
  const below = afterStatement(text, holder.statement, added, styleIn(workspace, path));
  const end = span.end + (hasOwn ? (/^\s*=\s*['"]?\d+['"]?/.exec(text.slice(span.end))?.[0].length ?? 0) : 0);
  return below && { changes: [{ span: { start: span.start, end }, text: `${name}: ${other}` }, below] };
}

function isWritten(facts: CodeFacts, name: string, scope: ScopeId): boolean {
  return facts.assignments.some((it) => it.target.length === 1 && it.target[0] === name && it.scope >= scope);
}

function functionOf(facts: CodeFacts, scope: ScopeId): ScopeId {
  let at = scope;
  while (at !== 0 && facts.scopes[at]?.fn === undefined) at = facts.scopes[at]?.parent ?? 0;
  return at;
}

function bindingAround(facts: CodeFacts, span: Span) {
  return facts.bindings.find((it) => it.statement.start <= span.start && span.end <= it.statement.end && it.scope !== 0);
}
