import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ClassDeclaration, Scope, ScopeId, TypeReference } from '#facts/code-facts.ts';
import { indentAt } from '#fixes/statements.ts';
import { createNameTable, findDeclaration } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/** A query for one row by its key in a loop of Go, with what is done where it fails. */
export interface GoLookUp {
  readonly call: Call;
  /** From the first name of the query to its last call. */
  readonly query: Span;
  readonly loop: Scope;
  readonly outer: ScopeId;
  /** What is iterated, and the variable for its elements. */
  readonly list: string;
  readonly variable: string;
  /** The expression of the key, and its type. */
  readonly key: string;
  readonly keyType: string;
  /** From the query to the end of the condition that asks for its error. */
  readonly statements: Span;
  /** The error's name. */
  readonly error: string;
  /** What is done where there is no such row; a tab for each level. */
  readonly ifMissing: string;
  /** What is done where the query fails; a tab for each level. It leaves the function. */
  readonly ifFailed: string;
}

/** A variable that a look-up fills, declared without a value right in the loop. */
export interface FilledVariable {
  readonly name: string;
  readonly type: TypeReference;
  readonly statement: Span;
}

/**
 * Reads the look-up around a query. Undefined where the loop also writes, where the key's type is not known, and where what is done about an error
 * could not be done before the loop.
 * @param last the call that gives the error
 * @param key the argument that is the key
 * @param noRows the error that says that there is no row, as the file writes it
 */
export function goLookUp(
  workspace: Workspace,
  code: LiftedCode,
  { last, key, noRows, text }: { readonly last: CallId; readonly key: Span; readonly noRows: string; readonly text: string },
): GoLookUp | undefined {
  const { facts } = code;
  const call = facts.calls[last];
  const id = call?.scope ?? 0;
  const loop = facts.scopes[id];
  const over = loop?.loop?.over;
  const outer = loop?.parent;
  if (
    !call ||
    loop?.loop?.form !== 'for-each' ||
    over?.kind !== 'reference' ||
    outer === undefined ||
    isRepeated(facts.scopes, outer)
  )
    return undefined;
  const head = /^for\s+\w+\s*,\s*(\w+)\s*:=\s*range\b/.exec(text.slice(loop.span.start, loop.bodySpan.start));
  const variable = head?.[1];
  const expression = text.slice(key.start, key.end);
  if (variable === undefined || variable === '_' || !new RegExp(`^${variable}(?:\\.\\w+)*$`).test(expression)) return undefined;
  // A write may change what the next round asks for.
  if (conceptsOf(code, 'query').some((it) => it.operation !== 'read' && isInside(code, it.scope, id))) return undefined;
  const list = typeOf(workspace, code, outer, over.path);
  const element = list && /^\[\]/.test(list.type.text) ? list.type.args[0] : undefined;
  const keyType = list && element && memberType(workspace, { path: list.path, type: element }, expression.split('.').slice(1));
  const written = keyType && plainType(code, keyType);
  const own = new Set(facts.bindings.filter((it) => isInside(code, it.scope, id)).map((it) => it.name));
  for (const it of loop.loop.variables) own.add(it);
  const end = errorHandling(text, call, own, noRows);
  if (written === undefined || !end) return undefined;
  return {
    call,
    query: { start: startOf(code, last), end: call.span.end },
    loop,
    outer,
    list: text.slice(over.span.start, over.span.end),
    variable,
    key: expression,
    keyType: written,
    ...end,
  };
}

/** The variable of a name, where the loop declares it empty and nothing uses it before the look-up. */
export function filledVariable(
  { facts }: LiftedCode,
  { call, statements }: GoLookUp,
  name: string,
  text: string,
): FilledVariable | undefined {
  const it = facts.bindings.find((one) => one.scope === call.scope && one.name === name);
  if (!it?.type || it.origin.kind !== 'none' || it.statement.end > statements.start) return undefined;
  if (!/^var\s+\w+\s+[^=,(]+$/.test(text.slice(it.statement.start, it.statement.end))) return undefined;
  const isUsed = new RegExp(`\\b${name}\\b`).test(text.slice(it.statement.end, statements.start));
  return isUsed ? undefined : { name, type: it.type, statement: it.statement };
}

/** The type that a struct of the workspace gives a field, and where it stands. */
export function fieldType(declaration: ClassDeclaration, name: string): TypeReference | undefined {
  return declaration.fields.find((it) => it.name === name)?.type;
}

/** Numbers, texts and UUIDs can be compared, and mean the same to a map as to a database. */
export function plainType({ facts }: LiftedCode, type: TypeReference): string | undefined {
  if (/^(?:u?int(?:8|16|32|64)?|string)$/.test(type.text)) return type.text;
  return type.text === 'uuid.UUID' && facts.imports.some((it) => it.local === 'uuid') ? type.text : undefined;
}

function startOf({ facts }: LiftedCode, last: CallId): number {
  let call = facts.calls[last];
  while (call?.callee.receiver !== undefined) call = facts.calls[call.callee.receiver];
  return call?.span.start ?? 0;
}

/** A query before an inner loop runs in each round of the outer one; one in a condition's arm runs where it ran. */
function isRepeated(scopes: readonly Scope[], from: ScopeId): boolean {
  for (let at: ScopeId | undefined = from; at !== undefined && !scopes[at]?.fn; at = scopes[at]?.parent)
    if (scopes[at]?.loop) return true;
  return false;
}

export interface TypeThere {
  readonly path: Path;
  readonly type: TypeReference;
}

/** The written type of a name, of a field behind it, or of what a function of the workspace gives for it first. */
export function typeOf(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  [head = '', ...members]: readonly string[],
): TypeThere | undefined {
  const { facts, path } = code;
  const declaration = findDeclaration(facts, createNameTable(facts), scope, head);
  const own =
    declaration?.kind === 'parameter'
      ? declaration.parameter.type
      : declaration?.kind === 'binding'
        ? declaration.binding.type
        : undefined;
  const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
  const value = origin?.kind === 'value' || (origin?.kind === 'part' && origin.path.length === 0) ? origin.value : undefined;
  const called =
    value?.kind === 'call' && value.path.length === 0
      ? workspace.linker.functionOf(workspace.linker.callee(path, value.call))
      : undefined;
  const file = called && workspace.files.get(called.path);
  const result = file?.facts.kind === 'code' ? file.facts.scopes[called?.scope ?? 0]?.fn?.results[0] : undefined;
  let at: TypeThere | undefined = own ? { path, type: own } : result && called ? { path: called.path, type: result } : undefined;
  for (const member of members) at = at && memberOf(workspace, at, member);
  return at;
}

function memberOf(workspace: Workspace, { path, type }: TypeThere, member: string): TypeThere | undefined {
  const owner = workspace.linker.classOf(workspace.linker.typed(path, 0, type));
  const found = owner && fieldType(owner.declaration, member);
  return owner && found ? { path: owner.path, type: found } : undefined;
}

function memberType(workspace: Workspace, from: TypeThere, members: readonly string[]): TypeReference | undefined {
  let at: TypeThere | undefined = from;
  for (const it of members) at = at && memberOf(workspace, at, it);
  return at && !/^\*/.test(at.type.text) ? at.type : undefined;
}

type ErrorHandling = Pick<GoLookUp, 'statements' | 'error' | 'ifMissing' | 'ifFailed'>;

/** `if err := query; err != nil { … }`, or the same in two statements. */
function errorHandling(text: string, call: Call, own: ReadonlySet<string>, noRows: string): ErrorHandling | undefined {
  const lineStart = text.lastIndexOf('\n', call.statement.start) + 1;
  const before = text.slice(call.statement.start, call.statement.end);
  const inOne = /^if (\w+) :?= /.exec(before);
  const inTwo = /^(\w+) (:?=) /.exec(before);
  const error = inOne?.[1] ?? inTwo?.[1];
  if (error === undefined || text.slice(lineStart, call.statement.start).trim() !== '') return undefined;
  const from = inOne ? call.span.end : call.statement.end;
  const indent = indentAt(text, call.statement.start);
  const opening = inOne
    ? new RegExp(`^(?:\\.Error)?; ${error} != nil \\{\\r?\\n`)
    : new RegExp(`^\\r?\\n${indent}if ${error} != nil \\{\\r?\\n`);
  const open = opening.exec(text.slice(from));
  if (!open) return undefined;
  const bodyStart = from + open[0].length;
  const close = new RegExp(`^${indent}\\}[ \\t]*(?=\\r?\\n)`, 'm').exec(text.slice(bodyStart));
  if (!close) return undefined;
  const end = bodyStart + close.index + close[0].trimEnd().length;
  const body = dedented(text.slice(bodyStart, bodyStart + close.index), `${indent}\t`);
  if (body === undefined || (inTwo?.[2] === ':=' && isNeededLater(text.slice(end), error, indent))) return undefined;
  const arms = armsOf(body, error, noRows);
  const leaves = arms && /(?:^|\n)return\b[^\n]*$/.test(arms.ifFailed);
  const names = new Set(arms?.ifFailed.replace(/"(?:[^"\\\n]|\\.)*"/g, '').match(/(?<!\.)\b[A-Za-z_]\w*/g));
  names.delete(error);
  if (!arms || !leaves || [...names].some((it) => own.has(it)) || /errors\.Is|NotFound|ErrNoRows/.test(arms.ifFailed))
    return undefined;
  return { statements: { start: call.statement.start, end }, error, ...arms };
}

/** What is done without a row and what with another error; where that is one, the error is the one that says that there is none. */
function armsOf(
  body: string,
  error: string,
  noRows: string,
): { readonly ifMissing: string; readonly ifFailed: string } | undefined {
  const asked = new RegExp(
    `^if errors\\.Is\\(${error}, ${noRows.replace('.', '\\.')}\\) \\{\\n((?:\\t[^\\n]*\\n)+)\\}\\n([\\s\\S]+)$`,
  ).exec(body);
  const missing = asked?.[1]?.replace(/^\t/gm, '').trimEnd();
  if (asked?.[2] && missing && /(?:^|\n)(?:return\b[^\n]*|continue)$/.test(missing)) {
    const written = missing.replace(new RegExp(`\\b${error}\\b`, 'g'), noRows);
    return { ifMissing: written, ifFailed: asked[2].trimEnd() };
  }
  if (/^\t/m.test(body)) return undefined;
  return { ifMissing: body.trimEnd().replace(new RegExp(`\\b${error}\\b`, 'g'), noRows), ifFailed: body.trimEnd() };
}

/** The lines of a block without its indentation, with LF; undefined where one stands outside. */
function dedented(lines: string, indent: string): string | undefined {
  const all = lines.replaceAll('\r\n', '\n').split('\n');
  if (!all.every((it) => it.trim() === '' || it.startsWith(indent)) || /`/.test(lines)) return undefined;
  return all.map((it) => it.slice(indent.length)).join('\n');
}

/** In the rest of the block the error is used before it is made anew. */
function isNeededLater(rest: string, error: string, indent: string): boolean {
  const block = rest.slice(0, new RegExp(`^${indent.slice(1)}\\}`, 'm').exec(rest)?.index ?? rest.length);
  const line = block.split('\n').find((it) => new RegExp(`\\b${error}\\b`).test(it));
  return line !== undefined && !new RegExp(`\\b${error}\\b[^=]*:=`).test(line);
}
