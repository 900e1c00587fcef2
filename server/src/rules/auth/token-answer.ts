import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { styleIn } from '#fixes/file-style.ts';
import { freeName } from '#fixes/free-name.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import type { ServerPiece } from './server-piece.ts';
import type { CookieForm } from './session-cookie-module.ts';

/** A function that answers requests. */
export interface Handler {
  readonly code: LiftedCode;
  readonly scope: ScopeId;
  readonly framework: string;
}

/** Where a handler gives a token away: in an object that is written there, or as a part of what it answers with. */
interface TokenAnswer {
  readonly statement: Span;
  /** The token, or the whole answer that has it. */
  readonly value: Span;
  readonly isPart: boolean;
}

const NOTE = worded`Keep the token in a cookie`;

/**
 * Has a handler set the cookie before it answers with the token. Undefined where it does not answer with it, or there is no place for that.
 * @param mayBePart an answer that is made elsewhere counts too
 */
export function answersWithCookie(
  workspace: Workspace,
  handler: Handler,
  form: CookieForm,
  field: string,
  mayBePart: boolean,
): ServerPiece | undefined {
  const { code, scope, framework } = handler;
  const text = workspace.textOf(code.path);
  if (text === undefined || code.facts.container) return undefined;
  const answers = tokenAnswers(handler, field, mayBePart).map((it) => ({ ...it, value: withAwait(text, it.value) }));
  const place = cookiePlace(handler, text, styleIn(workspace, code.path));
  if (answers.length === 0 || !place) return undefined;
  const style = styleIn(workspace, code.path);
  const end = style.semicolons ? ';' : '';
  const waits = code.facts.scopes[scope]?.fn?.isAsync === true || place.changes.some((it) => it.text === 'async ');
  const made: ((written: (name: string) => string) => TextChange[])[] = [];
  for (const [index, it] of answers.entries()) {
    const token = lessIndented(text, it.value, it.statement);
    const isPlain = /^[\w.]+(?:!|\?\.\w+)?$/.test(token);
    const wanted = it.isPart ? ['answer', 'session'] : [nameFor(field, code), 'sessionToken', 'session_token'];
    const name = isPlain ? token : index > 0 ? undefined : freeName(code.facts, scope, wanted);
    const laid = beforeStatement(text, beginning(code, it.statement, scope), '\u0000', style);
    if (name === undefined || !laid || it.statement.start < (code.facts.scopes[scope]?.bodySpan.start ?? 0)) return undefined;
    const given = [...place.arguments, it.isPart ? `${name}.${field}` : name].join(', ');
    made.push((written) => {
      const calls = `${written(form.set)}(${given})${end}`;
      const before = isPlain
        ? calls
        : `${declared(name, it.isPart && waits && !token.startsWith('await ') ? `await ${token}` : token, style)}${end}\u0001${calls}`;
      const indent = laid.text.slice(0, laid.text.indexOf('\u0000'));
      const added = { ...laid, text: laid.text.replace('\u0000', () => before.replace('\u0001', style.lineEnd + indent)) };
      return isPlain ? [added] : [added, { span: whereNamed(text, it.value, name, style), text: name }];
    });
  }
  const isDjango = framework.startsWith('django');
  if (isDjango) return inDjango(code, text, answers, form, field, style);
  return {
    path: code.path,
    own: [form.set],
    packages: place.packages,
    changes: (written) => [...place.changes, ...made.flatMap((it) => it(written))],
    note: NOTE,
  };
}

/** In Go headers go out with the status, where that is written before the body. */
function beginning({ facts }: LiftedCode, statement: Span, scope: ScopeId): Span {
  const block = facts.calls.find((it) => it.statement.start === statement.start)?.scope ?? scope;
  const status = facts.calls.findLast(
    (it) => it.callee.path.at(-1) === 'WriteHeader' && it.scope === block && it.span.end <= statement.start,
  );
  return status?.statement ?? statement;
}

/** The entry as a whole where its key is the name that it is given: `token: sign(user)` becomes `token`. */
function whereNamed(text: string, value: Span, name: string, { language }: TextStyle): Span {
  const key = language === 'python' || language === 'go' ? null : /([A-Za-z_$][\w$]*)\s*:\s*$/.exec(text.slice(0, value.start));
  return key?.[1] === name ? { start: value.start - key[0].length, end: value.end } : value;
}

/** A value of several lines as it stands on the level of its statement. */
function lessIndented(text: string, value: Span, statement: Span): string {
  const deep = indentAt(text, value.start);
  const shallow = indentAt(text, statement.start);
  const token = text.slice(value.start, value.end);
  return deep.startsWith(shallow) ? token.replaceAll(`\n${deep}`, `\n${shallow}`) : token;
}

function withAwait(text: string, { start, end }: Span): Span {
  return { start: start - (/\bawait\s+$/.exec(text.slice(0, start))?.[0].length ?? 0), end };
}

function nameFor(field: string, { facts }: LiftedCode): string {
  const snake = field.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  return facts.language === 'python' ? snake : snake.replace(/_(\w)/g, (_, it: string) => it.toUpperCase());
}

function declared(name: string, value: string, { language }: TextStyle): string {
  if (language === 'python') return `${name} = ${value}`;
  return language === 'go' ? `${name} := ${value}` : `const ${name} = ${value}`;
}

/** Django hands the answer itself on: it gets a name. */
function inDjango(
  { path, facts }: LiftedCode,
  text: string,
  answers: readonly TokenAnswer[],
  form: CookieForm,
  field: string,
  style: TextStyle,
): ServerPiece | undefined {
  const pieces = answers.map((it) => {
    const token = text.slice(it.value.start, it.value.end);
    const returned = /^return\s+/.exec(text.slice(it.statement.start, it.statement.end));
    const scope = enclosingFunction(facts, facts.returns.find((one) => one.span.start === it.statement.start)?.scope ?? 0)?.id;
    if (!returned || scope === undefined || !freeName(facts, scope, ['response'])) return undefined;
    const isPlain = /^[\w.]+$/.test(token);
    const name = isPlain ? token : freeName(facts, scope, [field]);
    const indent = text.slice(text.lastIndexOf('\n', it.statement.start) + 1, it.statement.start);
    if (name === undefined || indent.trim() !== '') return undefined;
    const head = { start: it.statement.start, end: it.statement.start + returned[0].length };
    const end = { start: it.statement.end, end: it.statement.end };
    const next = style.lineEnd + indent;
    return (written: (one: string) => string): TextChange[] => [
      { span: head, text: `${isPlain ? '' : `${name} = ${token}${next}`}response = ` },
      ...(isPlain ? [] : [{ span: it.value, text: name }]),
      { span: end, text: `${next}${written(form.set)}(response, ${name})${next}return response` },
    ];
  });
  if (pieces.includes(undefined)) return undefined;
  const changes = (written: (name: string) => string): TextChange[] => pieces.flatMap((it) => it?.(written) ?? []);
  return { path, own: [form.set], packages: [], changes, note: NOTE };
}

/** What the function that sets the cookie is given first, and what the handler takes on for it. */
export interface CookiePlace {
  readonly arguments: readonly string[];
  readonly changes: readonly TextChange[];
  readonly packages: readonly NeededImport[];
}

export function cookiePlace({ code, scope, framework }: Handler, text: string, style: TextStyle): CookiePlace | undefined {
  const fn = code.facts.scopes[scope]?.fn;
  if (!fn) return undefined;
  const parameters = fn.parameters;
  const plain = (argument: string | undefined): CookiePlace | undefined =>
    argument === undefined || argument === '' ? undefined : { arguments: [argument], changes: [], packages: [] };
  const [first, second] = parameters;
  switch (framework) {
    case 'express':
      return plain(second?.name);
    case 'koa':
    case 'koa-router':
      return plain(first?.name);
    case 'flask':
      return { arguments: [], changes: [], packages: [] };
    case 'django':
    case 'django-rest-framework':
      return { arguments: ['response'], changes: [], packages: [] };
    case 'gin':
      return plain(first && `${first.name}.Writer`);
    case 'echo':
      return plain(first && `${first.name}.Response()`);
    case 'chi':
    case 'net-http':
    case 'gorilla-mux':
      return plain(first?.name);
    case 'fastify': {
      if (second) return plain(second.name);
      if (!first || first.name === '' || text.charAt(first.span.start - 1) !== '(') return undefined;
      const at = { start: first.span.end, end: first.span.end };
      const type = first.type ? ': FastifyReply' : '';
      const packages = first.type ? [{ module: 'fastify', names: [{ name: 'FastifyReply', type: true as const }] }] : [];
      return { arguments: ['reply'], changes: [{ span: at, text: `, reply${type}` }], packages };
    }
    case 'fastapi': {
      const known = parameters.find((it) => it.type?.path.at(-1) === 'Response');
      if (known) return plain(known.name);
      const open = text.indexOf('(', fn.nameSpan.end);
      if (fn.owner !== undefined || parameters.some((it) => it.name === 'response') || open < 0) return undefined;
      const lead = /^\s*/.exec(text.slice(open + 1))?.[0] ?? '';
      const added = parameters.length === 0 ? 'response: Response' : `${lead}response: Response,${lead === '' ? ' ' : ''}`;
      const changes = [{ span: { start: open + 1, end: open + 1 }, text: added }];
      return { arguments: ['response'], changes, packages: [{ module: 'fastapi', names: ['Response'] }] };
    }
    case 'nestjs':
      return inNest(fn, code, text, style);
    default:
      return undefined;
  }
}

function inNest(
  fn: NonNullable<LiftedCode['facts']['scopes'][number]['fn']>,
  { facts }: LiftedCode,
  text: string,
  { language }: TextStyle,
): CookiePlace | undefined {
  const known = fn.parameters.find((it) => it.decorators.some((one) => /^Res(?:ponse)?$/.test(one.path.at(-1) ?? '')));
  // Without `passthrough` Nest leaves the answer to the handler.
  if (known) return { arguments: [known.name], changes: [], packages: [] };
  const last = fn.parameters.at(-1);
  const name = ['response', 'res'].find((it) => !fn.parameters.some((one) => one.name === it));
  const open = text.indexOf('(', fn.nameSpan.end);
  if (language !== 'typescript' || name === undefined || open < 0) return undefined;
  const isTypeKnown = facts.imports.some((it) => it.local === 'Response' && it.module !== 'express');
  if (isTypeKnown) return undefined;
  const at = last ? last.span.end : open + 1;
  const changes: TextChange[] = [
    { span: { start: at, end: at }, text: `${last ? ', ' : ''}@Res({ passthrough: true }) ${name}: Response` },
  ];
  if (!fn.isAsync && !/^\s*async\b/.test(text.slice(0, fn.nameSpan.start).split('\n').at(-1) ?? '')) {
    const isPromise = fn.results.length === 0 || /^Promise/.test(text.slice(text.indexOf(')', at)).replace(/^\)\s*:\s*/, ''));
    if (isPromise) changes.push({ span: { start: fn.nameSpan.start, end: fn.nameSpan.start }, text: 'async ' });
  }
  return {
    arguments: [name],
    changes,
    packages: [
      { module: '@nestjs/common', names: ['Res'] },
      { module: 'express', names: [{ name: 'Response', type: true as const }] },
    ],
  };
}

function tokenAnswers({ code, scope, framework }: Handler, field: string, mayBePart: boolean): readonly TokenAnswer[] {
  const { facts } = code;
  const found = new Map<number, TokenAnswer>();
  const add = (value: Value | undefined, statement: Span | undefined): void => {
    if (!value || !statement || found.has(statement.start)) return;
    const token = tokenIn(code, value, field, 0);
    if (token) found.set(statement.start, { statement, value: token.span, isPart: false });
    else if (mayBePart && isMadeElsewhere(code, value))
      found.set(statement.start, { statement, value: value.span, isPart: true });
  };
  for (const it of conceptsOf(code, 'response')) {
    if (it.isRaised || !isInside(code, it.scope, scope) || (it.status ?? 200) >= 400) continue;
    const call = it.call === undefined ? undefined : facts.calls[it.call];
    const own = facts.assignments.find((one) => one.span.start <= it.span.start && it.span.end <= one.span.end)?.statement;
    const returned = facts.returns.find((one) => one.span.start <= it.span.start && it.span.end <= one.span.end)?.span;
    add(it.body, returned ?? call?.statement ?? own);
  }
  for (const it of facts.returns) if (enclosingFunction(facts, it.scope)?.id === scope) add(it.values[0], it.span);
  for (const it of ownAnswers(code, scope, framework)) add(it.args[0], it.statement);
  const whole = [...found.values()].filter((it) => !it.isPart);
  return whole.length > 0 ? whole : [...found.values()].slice(0, 2).length === 1 ? [...found.values()] : [];
}

/** Answers by a method that the application has added to the response: `res.respond({ token })`. */
function ownAnswers(code: LiftedCode, scope: ScopeId, framework: string): readonly Call[] {
  const response =
    framework === 'express' || framework === 'fastify' ? code.facts.scopes[scope]?.fn?.parameters[1]?.name : undefined;
  if (response === undefined || response === '') return [];
  return code.facts.calls.filter(
    ({ callee: { path }, args, scope: own }) =>
      path.length === 2 && path[0] === response && args.length === 1 && args[0]?.kind === 'object' && isInside(code, own, scope),
  );
}

/** A name or a call whose result is answered as it is. */
function isMadeElsewhere({ facts }: LiftedCode, value: Value): boolean {
  if (facts.language !== 'typescript' && facts.language !== 'javascript') return false;
  return value.kind === 'reference' || (value.kind === 'call' && value.path.length === 0);
}

/** The value of a key in an object, at the keyword of a call, or in an object that a call is given. */
function tokenIn(code: LiftedCode, value: Value, field: string, depth: number): Value | undefined {
  const isIt = (name: string): boolean => bare(name) === bare(field);
  if (value.kind === 'object') return value.entries.find((it) => isIt(it.key))?.value;
  if (value.kind === 'array' && value.items[0] && depth === 0) return tokenIn(code, value.items[0], field, 1);
  if (value.kind !== 'call' || depth > 2) return undefined;
  const call = code.facts.calls[value.call];
  return (
    call?.keywords.find((it) => isIt(it.name))?.value ??
    call?.args.map((it) => tokenIn(code, it, field, depth + 1)).find((it) => it !== undefined)
  );
}

function bare(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}
