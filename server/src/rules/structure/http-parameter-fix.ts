import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeLanguage, FunctionDetails, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { FileEdit, Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { isFree } from '#fixes/free-name.ts';
import { withoutStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { type HttpRead, httpReads, withoutComments } from './http-reads.ts';

/** What the fix would do; empty where it cannot be done without a change of behaviour. */
export function plainValuesOffer(workspace: Workspace, code: LiftedCode, scope: ScopeId, parameter: Span): readonly FixOffer[] {
  const plan = planOf(workspace, code, scope, parameter);
  return plan ? [offerOf(plan)] : [];
}

/**
 * Has a function take the values that it reads from a request in place of the request, and its callers hand them over. Empty where the request is
 * used as a whole, where a value or its type is not known, and where not every caller can be seen.
 */
export function takePlainValues(workspace: Workspace, code: LiftedCode, scope: ScopeId, parameter: Span): readonly Fix[] {
  const plan = planOf(workspace, code, scope, parameter);
  if (!plan) return [];
  const { values, callers } = plan;
  const signature = values.map((it) => written(it, code.facts.language)).join(', ');
  const own: TextChange[] = [
    { span: plan.parameter.span, text: signature },
    ...plan.reads.flatMap((it): TextChange[] => {
      if (it.statement) return [withoutStatement(plan.text, it.statement)];
      return [{ span: withKey(plan.text, it, code.facts.language), text: it.value.name }];
    }),
  ];
  const perFile = new Map<Path, TextChange[]>([[code.path, own]]);
  for (const { path, argument, request } of callers) {
    const passed = values.map((it) => it.form.replace('\uFFFC', request)).join(', ');
    perFile.set(path, [...(perFile.get(path) ?? []), { span: argument, text: passed }]);
  }
  const edits: FileEdit[] = [];
  for (const [path, changes] of perFile) {
    const isOwn = path === code.path;
    const needsContext = isOwn && values.some((it) => it.type === 'context.Context');
    const edit = editCode(workspace, path, {
      packages: needsContext ? [{ module: 'context' }] : [],
      changes: () => changes,
      note: isOwn ? worded`Take ${listed(values)}` : worded`Hand over ${listed(values)}`,
    });
    if (!edit) return [];
    edits.push(edit);
  }
  return [{ ...offerOf(plan), edits }];
}

/** In a script an entry that is called like its value goes without the key. */
function withKey(text: string, { span, value }: Read, language: CodeLanguage): Span {
  const key = new RegExp(`[{,]\\s*(${value.name}:\\s*)$`).exec(text.slice(Math.max(0, span.start - 200), span.start))?.[1];
  const isEntry = language === 'typescript' && key !== undefined && /^\s*[,}]/.test(text.slice(span.end));
  return isEntry ? { start: span.start - key.length, end: span.end } : span;
}

interface Read {
  readonly span: Span;
  readonly value: HttpRead;
  /** A declaration of nothing but the value, whose name the parameter takes over. */
  readonly statement?: Span;
}

interface Caller {
  readonly path: Path;
  readonly argument: Span;
  /** What the caller calls the request. */
  readonly request: string;
}

interface Plan {
  readonly text: string;
  readonly fn: FunctionDetails;
  readonly parameter: Parameter;
  readonly reads: readonly Read[];
  /** Each value once, in the order of the parameters. */
  readonly values: readonly HttpRead[];
  readonly callers: readonly Caller[];
}

const MOST_VALUES = 4;

function offerOf({ fn: { name = '' }, parameter, values }: Plan): FixOffer {
  return {
    id: 'take-plain-values',
    kind: 'multi',
    title: worded`Hand ${name} ${listed(values)} in place of ${parameter.name}`,
  };
}

function listed(values: readonly HttpRead[]): string {
  const names = values.map((it) => it.name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function written({ name, type }: HttpRead, language: string): string {
  if (type === undefined || language === 'javascript') return name;
  return language === 'go' ? `${name} ${type}` : `${name}: ${type}`;
}

function planOf(workspace: Workspace, code: LiftedCode, scope: ScopeId, at: Span): Plan | undefined {
  const { facts } = code;
  const it = facts.scopes[scope];
  const fn = it?.fn;
  const parameter = fn?.parameters.find((one) => one.span.start === at.start);
  const text = workspace.textOf(code.path) ?? '';
  if (!it || !fn?.name || !parameter || parameter.isOptional || parameter.decorators.length > 0) return undefined;
  if (isShadowed(code, scope, parameter.name) || isBound(workspace, code, fn)) return undefined;
  const found = httpReads(text, it.bodySpan, parameter.name, facts.language);
  if (!found || found.length === 0) return undefined;
  const reads = found.map((one) => readOf(code, scope, one, text));
  const values: HttpRead[] = [];
  for (const { value, statement } of reads) {
    const same = values.find((one) => one.name === value.name);
    if (same && same.form !== value.form) return undefined;
    if (same) continue;
    // A value that is read further in may not be there when nobody asks for it.
    if (value.mayFail && !isReadFirst(code, scope, value.span)) return undefined;
    const isOwn = statement !== undefined;
    if (!isOwn && (!isFree(facts, scope, value.name) || fn.parameters.some((one) => one.name === value.name))) return undefined;
    values.push(value);
  }
  const ordered = values.toSorted((a, b) => Number(b.name === 'ctx') - Number(a.name === 'ctx'));
  const callers = values.length > MOST_VALUES ? undefined : callersOf(workspace, code, fn, fn.parameters.indexOf(parameter));
  return callers && { text, fn, parameter, reads, values: ordered, callers };
}

/** The read; of `const id = req.params.id` the whole statement, where nothing assigns to the name later. */
function readOf({ facts }: LiftedCode, scope: ScopeId, value: HttpRead, text: string): Read {
  const binding = facts.bindings.find(
    (it) => it.scope === scope && it.statement.start < value.span.start && it.statement.end >= value.span.end,
  );
  const { span } = value;
  if (!binding || facts.assignments.some((it) => it.target[0] === binding.name)) return { span, value };
  const statement = text.slice(binding.statement.start, binding.statement.end);
  const rest = statement.replace(text.slice(span.start, span.end), '\uFFFC');
  const isAlone = new RegExp(`^(?:const )?${binding.name} (?::?=) \uFFFC;?$`).test(rest);
  return isAlone ? { span, value: { ...value, name: binding.name }, statement: binding.statement } : { span, value };
}

/** Nothing can end the function before a place, nor go around it. */
function isReadFirst({ facts }: LiftedCode, scope: ScopeId, { start }: Span): boolean {
  const body = facts.scopes[scope]?.bodySpan;
  const isNested = facts.scopes.some(
    (it, id) => id !== scope && body && it.span.start >= body.start && it.span.end <= body.end && it.span.start <= start,
  );
  return !isNested;
}

function isShadowed(code: LiftedCode, scope: ScopeId, name: string): boolean {
  const { facts } = code;
  return (
    facts.bindings.some((it) => it.name === name && isInside(code, it.scope, scope)) ||
    facts.assignments.some((it) => it.target.length === 1 && it.target[0] === name && isInside(code, it.scope, scope)) ||
    facts.scopes.some((it, id) => id !== scope && isInside(code, id, scope) && it.fn?.parameters.some((one) => one.name === name))
  );
}

/** Something else says how the function is called: an interface, a base class, a decorator. */
function isBound(workspace: Workspace, { path, facts }: LiftedCode, fn: FunctionDetails): boolean {
  const owner = facts.classes.find((it) => it.name === fn.owner);
  const isDerived = facts.language !== 'go' && (owner?.bases.length ?? 0) > 0;
  if (isDerived || fn.decorators.length > 0 || fn.form === 'constructor' || fn.form === 'accessor') return true;
  if (fn.owner === undefined) return false;
  return workspace.unitOf(path).files.some((it) => {
    const other = workspace.files.get(it)?.facts;
    return (
      other?.kind === 'code' &&
      other.classes.some((one) => one.form === 'interface' && one.fields.some((field) => field.name === fn.name))
    );
  });
}

/** Every call of the function; undefined where it is named anywhere else, called in another form, or not at all. */
function callersOf(workspace: Workspace, code: LiftedCode, fn: FunctionDetails, index: number): readonly Caller[] | undefined {
  const callers: Caller[] = [];
  const name = fn.name ?? '';
  const isOwn = (it: Target): boolean => it.path === code.path && code.facts.scopes[it.scope]?.fn === fn;
  const word = new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g');
  for (const file of workspace.files.values()) {
    if (!isCode(file) || workspace.unitOf(file.path) !== workspace.unitOf(code.path)) continue;
    const { language } = file.facts;
    const text = withoutComments(workspace.textOf(file.path) ?? '', language, { keepsStrings: false });
    const places = new Set([...text.matchAll(word)].map((it) => it.index));
    for (const it of file.facts.scopes) if (it.fn) places.delete(it.fn.nameSpan.start);
    for (const it of file.facts.imports) drop(places, it.statement);
    for (const it of file.facts.exports) if (it.from || it.local === name) drop(places, it.span);
    for (const [id, call] of file.facts.calls.entries()) {
      if (!places.has(call.nameSpan.start)) continue;
      const target = workspace.linker.functionOf(workspace.linker.callee(file.path, id));
      if (!target) return undefined;
      places.delete(call.nameSpan.start);
      if (!isOwn(target)) continue;
      const caller = callerOf(file, call, index);
      if (!caller) return undefined;
      callers.push(caller);
    }
    for (const it of otherFunctions(workspace, file, name, isOwn)) places.delete(it);
    if (places.size > 0) return undefined;
  }
  return callers.length > 0 ? callers : undefined;
}

function callerOf({ path }: LiftedCode, call: Call, index: number): Caller | undefined {
  const argument = call.args[index];
  const isPlain = argument?.kind === 'reference' && argument.path.length === 1 && !call.isOpen && call.keywords.length === 0;
  const [request] = isPlain ? argument.path : [];
  return request !== undefined && request !== 'this' && argument ? { path, argument: argument.span, request } : undefined;
}

function drop(places: Set<number>, { start, end }: Span): void {
  for (const it of places) if (it >= start && it < end) places.delete(it);
}

interface Target {
  readonly path: Path;
  readonly scope: ScopeId;
}

/** Where functions of the same name are handed to a call: handlers of routes that are called like what they call. */
function otherFunctions(workspace: Workspace, file: LiftedCode, name: string, isOwn: (it: Target) => boolean): readonly number[] {
  return file.facts.calls.flatMap((call) =>
    call.args.flatMap((it) => {
      if (it.kind !== 'reference' || it.path.at(-1) !== name) return [];
      const target = workspace.linker.functionOf(workspace.linker.reference(file.path, call.scope, it.path));
      return target && !isOwn(target) ? [it.span.end - name.length] : [];
    }),
  );
}
