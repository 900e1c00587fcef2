import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { snakeCase } from '#decisions/names.ts';
import type { Call, CallId, ClassDeclaration, Field, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { indentAt, wholeLines } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { fieldType, typeOf } from './go-look-up.ts';

/**
 * Lets gorm load an association with the rows that a loop fills one by one: `db.Preload("Author").Find(&posts)`. Empty where the rows do not come
 * from one query of the same function, and where a row without its association ended the function: `Preload` leaves it empty.
 */
export function goPreload(workspace: Workspace, code: LiftedCode, id: CallId): readonly Fix[] {
  const { facts } = code;
  const text = workspace.textOf(code.path) ?? '';
  const call = facts.calls[id];
  const loop = call && facts.scopes[call.scope];
  const filled = call && loop && filledField(text, call, loop);
  if (!call || !loop || !filled || loop.parent === undefined || loop.loop?.form !== 'for-each') return [];
  const { list, field } = filled;
  const rows = typeOf(workspace, code, loop.parent, [list]);
  const element = rows && /^\[\]/.test(rows.type.text) ? rows.type.args[0] : undefined;
  const owner = rows && element && workspace.linker.classOf(workspace.linker.typed(rows.path, 0, element));
  const association = owner?.declaration.fields.find((it) => it.name === field);
  const gone = finished(text, call, chainOf(code, id)[0]?.span.start ?? 0);
  const query = listQuery(code, text, list, call.scope, loop);
  if (!element || !owner || !association || !gone || !query || /\bgorm:"-/.test(association.tag ?? '')) return [];
  // The address of what the loop copied is not that of the row.
  if (filled.isCopy && !element.text.startsWith('*')) return [];
  const asked = { workspace, path: owner.path, owner: owner.declaration, association, element: filled.element, text };
  if (!isAssociation(code, id, asked, gone.isChecked) || isLoaded(code, text, query, field)) return [];
  const removed = withoutRound(text, loop, gone.statement);
  // A query over lines gets one more.
  const lineStart = text.lastIndexOf('\n', query.nameSpan.start) + 1;
  const isAlone = text.slice(lineStart, query.nameSpan.start).trim() === '';
  const gap = isAlone ? lineEndOf(text) + text.slice(lineStart, query.nameSpan.start) : '';
  const edit =
    removed &&
    editCode(workspace, code.path, {
      changes: () => [
        { span: { start: query.nameSpan.start, end: query.nameSpan.start }, text: `Preload("${field}").${gap}` },
        { span: removed, text: '' },
      ],
      note: worded`Load ${field} with the rows`,
    });
  return edit ? [{ id: 'load-relation', kind: 'suggest', title: worded`Load ${field} with Preload`, edits: [edit] }] : [];
}

interface FilledField {
  readonly list: string;
  readonly field: string;
  /** The row as the loop calls it: `posts[i]` or `post`. */
  readonly element: readonly string[];
  readonly isCopy: boolean;
}

/** `&posts[i].Author` in a loop over `posts`. */
function filledField(text: string, call: Call, { loop, span, bodySpan }: Scope): FilledField | undefined {
  const over = loop?.over;
  const list = over?.kind === 'reference' && over.path.length === 1 ? over.path[0] : undefined;
  const head = /^for\s+(\w+)(?:\s*,\s*(\w+))?\s*:=\s*range\b/.exec(text.slice(span.start, bodySpan.start));
  const target = /^\(\s*&(\w+)(?:\[(\w+)\])?\.(\w+)\s*[,)]/.exec(text.slice(call.nameSpan.end));
  if (list === undefined || !head || !target) return undefined;
  const [, index, variable] = head;
  const [, of, at, field = ''] = target;
  const isRow = at !== undefined && of === list && at === index;
  const isCopy = at === undefined && of === variable && variable !== '_';
  const element = [`${list}[${index}]`, ...(variable === undefined || variable === '_' ? [] : [variable])];
  return isRow || isCopy ? { list, field, element, isCopy } : undefined;
}

interface Finished {
  readonly statement: Span;
  /** True where an error leaves the function. */
  readonly isChecked: boolean;
}

/** The statement of the query with what is done about its error: nothing, or to leave the function. */
function finished(text: string, call: Call, start: number): Finished | undefined {
  const before = text.slice(call.statement.start, start);
  if (/^(?:_ = )?$/.test(before)) {
    const rest = /^(?:\.Error)?(?=[ \t]*\r?\n)/.exec(text.slice(call.span.end));
    return rest
      ? { statement: { start: call.statement.start, end: call.span.end + rest[0].length }, isChecked: false }
      : undefined;
  }
  const error = /^if (\w+) := $/.exec(before)?.[1];
  const open = error && new RegExp(`^(?:\\.Error)?; ${error} != nil \\{\\r?\\n`).exec(text.slice(call.span.end));
  if (!open) return undefined;
  const bodyStart = call.span.end + open[0].length;
  const indent = indentAt(text, call.statement.start);
  const close = new RegExp(`^${indent}\\}(?=[ \\t]*\\r?\\n)`, 'm').exec(text.slice(bodyStart));
  const body = close && text.slice(bodyStart, bodyStart + close.index).trim();
  return close && body && /^return\b[^\n]*$/.test(body)
    ? { statement: { start: call.statement.start, end: bodyStart + close.index + close[0].length }, isChecked: true }
    : undefined;
}

interface Asked {
  readonly workspace: Workspace;
  readonly path: string;
  readonly owner: ClassDeclaration;
  readonly association: Field;
  readonly element: readonly string[];
  readonly text: string;
}

/** Tells whether the query asks for just what gorm takes for the association by its own rules of names. */
function isAssociation(code: LiftedCode, id: CallId, asked: Asked, isChecked: boolean): boolean {
  const { workspace, path, owner, association, element, text } = asked;
  const [last, ...steps] = chainOf(code, id).toReversed();
  const method = last?.callee.path.at(-1) ?? '';
  const written = (span: Span | undefined): string => (span ? text.slice(span.start, span.end) : '');
  const named = steps.map((it) => it.callee.path.at(-1) ?? '');
  if (!last || steps.some((it) => it.isOpen) || (isChecked && method !== 'Find')) return false;
  if (named[0] === 'Association') {
    const model = steps[1]?.args[0]?.span;
    const isOfRow = model !== undefined && element.includes(written(model)) && named[1] === 'Model';
    return (
      isOfRow && steps[0]?.args.length === 1 && written(steps[0].args[0]?.span) === `"${association.name}"` && method === 'Find'
    );
  }
  const where = steps.filter((it) => it.callee.path.at(-1) === 'Where');
  if (named.some((it) => !/^(?:Where|WithContext)$/.test(it)) || where.length > 1) return false;
  const condition = where[0] ? where[0].args : last.args.slice(1);
  if ((where[0] && last.args.length > 1) || condition.length === 0 || condition.length > 2) return false;
  const column = condition.length === 1 ? 'id' : /^"(\w+) = \?"$/.exec(written(condition[0]?.span))?.[1];
  const key = written(condition.at(-1)?.span);
  const keyField = element.flatMap((it) => (key.startsWith(`${it}.`) ? [key.slice(it.length + 1)] : []))[0];
  const foreign = /\bforeignKey:(\w+)/i.exec(association.tag ?? '')?.[1];
  const isMany = /^\[\]/.test(association.type?.text ?? '');
  const target = isMany ? association.type?.args[0] : association.type;
  const other = target && workspace.linker.classOf(workspace.linker.typed(path, 0, target))?.declaration;
  if (
    !other ||
    column === undefined ||
    keyField === undefined ||
    /\breferences:|\bmany2many:|\bpolymorphic/i.test(association.tag ?? '')
  )
    return false;
  if (isMany) {
    const theirs = foreign ?? `${owner.name}ID`;
    return method === 'Find' && keyField === 'ID' && column === snakeCase(theirs) && fieldType(other, theirs) !== undefined;
  }
  const ours = foreign ?? `${association.name}ID`;
  return column === 'id' && keyField === ours && fieldType(owner, ours) !== undefined;
}

/** The only query of the function that fills a list before a loop, where nothing changes the list in between. */
function listQuery({ facts, ...code }: LiftedCode, text: string, list: string, inside: ScopeId, loop: Scope): Call | undefined {
  const around = (it: Call): boolean => {
    for (let at: ScopeId | undefined = inside; at !== undefined; at = facts.scopes[at]?.parent) {
      if (at === it.scope) return true;
      if (facts.scopes[at]?.fn) return false;
    }
    return false;
  };
  const own = conceptsOf({ facts, ...code }, 'query').flatMap((it) => {
    const call = it.framework === 'gorm' && it.call !== undefined ? facts.calls[it.call] : undefined;
    return call && new RegExp(`^\\(\\s*&${list}\\s*[,)]`).test(text.slice(call.nameSpan.end)) && around(call) ? [call] : [];
  });
  const [found, other] = own;
  if (!found || other || found.callee.path.at(-1) !== 'Find' || found.span.end > loop.span.start) return undefined;
  const between = text.slice(found.span.end, loop.span.start);
  return new RegExp(`\\b${list}\\b(?:\\[[^\\]]*\\])?(?:\\.\\w+)*\\s*:?=[^=]`).test(between) ? undefined : found;
}

/** A query that picks columns may leave the key out. */
function isLoaded(code: LiftedCode, text: string, query: Call, field: string): boolean {
  const id = code.facts.calls.indexOf(query);
  return chainOf(code, id).some((it) => {
    const method = it.callee.path.at(-1) ?? '';
    const isSame = method === 'Preload' && text.slice(it.nameSpan.end).startsWith(`("${field}"`);
    return isSame || /^(?:Select|Omit|Raw|Table|Pluck|Group|Distinct)$/.test(method);
  });
}

/** The lines of the statement; those of the loop with its comments where it does nothing else. Undefined where the rest no longer uses a variable of the loop. */
function withoutRound(text: string, loop: Scope, statement: Span): Span | undefined {
  const lines = wholeLines(text, statement);
  const rest = lines && text.slice(loop.bodySpan.start, lines.start) + text.slice(lines.end, loop.bodySpan.end);
  if (!lines || rest === undefined) return undefined;
  if (rest.replace(/\/\/.*/g, '').trim() !== '') {
    const isUsed = (it: string): boolean => it === '_' || new RegExp(`\\b${it}\\b`).test(rest);
    return loop.loop?.variables.every(isUsed) ? closed(text, lines) : undefined;
  }
  const whole = wholeLines(text, loop.span);
  if (!whole) return undefined;
  let { start } = whole;
  for (;;) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^[ \t]*\/\//.test(text.slice(previous, start))) return closed(text, { start, end: whole.end });
    start = previous;
  }
}

/** With the empty line behind, where there is one before too or the block begins. */
function closed(text: string, { start, end }: Span): Span {
  const empty = /^[ \t]*\r?\n/.exec(text.slice(end));
  return empty && /(?:^|\n[ \t]*|\{[ \t]*)\r?\n$/.test(text.slice(0, start))
    ? { start, end: end + empty[0].length }
    : { start, end };
}

function chainOf({ facts }: LiftedCode, last: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = last; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.unshift(call);
  }
  return chain;
}
