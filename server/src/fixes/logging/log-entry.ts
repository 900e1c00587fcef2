import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import { fieldName, words } from './field-names.ts';
import { errorAt } from './known-errors.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What is to be written to a log, before the form of a logger is given to it. */
export interface LogEntry {
  readonly level: LogLevel;
  /** The message without values and without a mark at its end. */
  readonly message: string;
  /** The message with each value but the error where it stood, as U+FFFC, in the order of `fields`; absent where there was no text. */
  readonly template?: string;
  readonly fields: readonly LogField[];
  /** The name of the error that is written. */
  readonly error?: string;
  /** The name of the error where a handler around has caught it. */
  readonly isCaught: boolean;
  /** The code of a text that cannot be taken apart; it is the whole message then. */
  readonly verbatim?: string;
}

export interface LogField {
  readonly name: string;
  /** As the code writes it. */
  readonly expression: string;
}

/** How a message begins that speaks of a failure. */
const FAILURE = /^(?:error|failed|failure|unable|could ?n[o']t|cannot|can't)\b/i;

const HOLE = '\uFFFC';
/** Stands where an error was. */
const LOST = '\uE000';

/** A text with a colour of the package `colors` behind it. */
const COLOURED =
  /^(`[^`]*`|'[^'\n]*'|"[^"\n]*")(?:\.(?:red|green|blue|cyan|yellow|magenta|white|gr[ae]y|black|bold|underline|inverse|italic|dim|bg\w+|bright\w+))+$/;

type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value'; readonly value: Value };

/**
 * Reads a call that prints: its texts become the message, its values become fields by their names. Undefined where arguments cannot be told
 * apart for certain, and where nothing is said.
 */
export function entryOfPrint(code: LiftedCode, text: string, call: Call, level: LogLevel): LogEntry | undefined {
  const { args, span, nameSpan } = call;
  if (call.isOpen || args.length === 0 || call.keywords.some((it) => it.name !== 'flush')) return undefined;
  if (!areApart(text, nameSpan.end, span.end, args)) return undefined;
  const coloured =
    args.length === 1 && args[0] ? COLOURED.exec(text.slice(args[0].span.start, args[0].span.end))?.[1] : undefined;
  if (coloured !== undefined) return { level, message: '', fields: [], isCaught: false, verbatim: coloured };
  const pieces = piecesOf(code, text, call);
  if (pieces === undefined) return verbatimEntry(text, args, level);
  const fields: LogField[] = [];
  let error: string | undefined;
  let template = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      template += piece.text;
      continue;
    }
    const found = errorAt(code, call.scope, piece.value);
    if (found !== undefined && (error === undefined || error === found)) {
      error = found;
      template += LOST;
      continue;
    }
    if (piece.value.kind === 'object' && code.facts.language !== 'python' && code.facts.language !== 'go') {
      if (piece.value.isOpen) return undefined;
      for (const { key, value } of piece.value.entries) {
        if (!/^[A-Za-z_$][\w$]*$/.test(key)) return undefined;
        fields.push({ name: key, expression: text.slice(value.span.start, value.span.end) });
      }
      continue;
    }
    if (piece.value.kind === 'function') return undefined;
    const expression = text.slice(piece.value.span.start, piece.value.span.end);
    const name = fieldName(code, piece.value, expression);
    if (name === undefined) return verbatimEntry(text, args, level);
    fields.push({ name, expression });
    template += HOLE;
  }
  if (new Set(fields.map((it) => it.name)).size < fields.length || isGlued(template)) return verbatimEntry(text, args, level);
  const { rest, level: named } = withoutLevel(template.replaceAll('\uFFFC\uFFFC', HOLE));
  const own = sentence(withoutLabels(rest));
  const isSpoken = /\p{L}{2,}/u.test(own) && !/^(?:an? )?(?:err|error|exception|message|msg)$/i.test(own);
  const message = isSpoken ? own : fallbackMessage(code, call.scope, error !== undefined, fields);
  if (message === undefined) return undefined;
  const isCaught = error !== undefined && isCaughtAs(code, call.scope, error);
  const kept = isSpoken ? withHoles(rest) : undefined;
  return {
    level: level !== 'info' ? level : error !== undefined || FAILURE.test(message) ? 'error' : (named ?? level),
    message,
    ...(kept !== undefined && count(kept, HOLE) === fields.length && { template: kept }),
    fields,
    ...(error !== undefined && { error }),
    isCaught,
  };
}

/** The entry that says that a call has failed: `orders save failed` for `orders.save`. */
export function entryOfFailure(call: string, error: string, level: LogLevel): LogEntry {
  const names = call.split('.').filter((it) => it !== 'this' && it !== 'self');
  const message = `${words(names.slice(-2).join(' ')).replace(/\b(\w+) \1\b/, '$1') || 'operation'} failed`;
  return { level, message, template: message, fields: [], error, isCaught: true };
}

/** The entry that says that the function or the route around a place has failed with an error. */
export function entryOfError(code: LiftedCode, scope: ScopeId, error: string, level: LogLevel): LogEntry {
  const message = fallbackMessage(code, scope, true, []) ?? 'unexpected error';
  return { level, message, template: message, fields: [], error, isCaught: isCaughtAs(code, scope, error) };
}

/** Tells whether a handler around a place binds an error to a name. */
export function isCaughtAs({ facts }: LiftedCode, scope: ScopeId, name: string): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.handler?.binds === name) return true;
    if (facts.scopes[at]?.fn) return false;
  }
  return false;
}

/** Only commas and blanks stand between the arguments: no `await`, no spread, no comment that would be lost. */
function areApart(text: string, from: number, end: number, args: readonly Value[]): boolean {
  let at = from;
  for (const [index, { span }] of args.entries()) {
    if (!(index === 0 ? /^\s*\(\s*$/ : /^\s*,\s*$/).test(text.slice(at, span.start))) return false;
    at = span.end;
  }
  return /^(?:\s*,\s*flush\s*=\s*\w+)?\s*,?\s*\)$/.test(text.slice(at, end));
}

function piecesOf(code: LiftedCode, text: string, call: Call): Piece[] | undefined {
  const pieces: Piece[] = [];
  const rest = [...call.args];
  const first = rest[0];
  if (first?.kind === 'literal' && typeof first.value === 'string') {
    const isFormat =
      code.facts.language === 'go'
        ? /f$/.test(call.callee.path.at(-1) ?? '')
        : code.facts.language !== 'python' && rest.length > 1;
    const verbs = isFormat ? [...first.value.matchAll(/%[-+#0-9.]*[a-zA-Z]/g)] : [];
    if (verbs.length > 0 || isFormat) {
      if (verbs.length > rest.length - 1 || (code.facts.language === 'go' && verbs.length !== rest.length - 1)) return undefined;
      rest.shift();
      let at = 0;
      for (const verb of verbs) {
        const value = rest.shift();
        pieces.push({ kind: 'text', text: first.value.slice(at, verb.index) });
        if (value) pieces.push({ kind: 'value', value });
        at = verb.index + verb[0].length;
      }
      pieces.push({ kind: 'text', text: first.value.slice(at).replaceAll('%%', '%') });
      if (rest.length > 0) pieces.push({ kind: 'text', text: ' ' });
    }
  }
  for (const [index, value] of rest.entries()) {
    if (index > 0) pieces.push({ kind: 'text', text: ' ' });
    if (value.kind === 'literal') pieces.push({ kind: 'text', text: String(value.value) });
    else if (isColour(code, value)) return undefined;
    else if (value.kind === 'template') {
      if (value.parts.some((it) => isColour(code, it))) return undefined;
      const texts = value.text.split(HOLE);
      if (value.parts.length !== texts.length - 1 || !value.parts.every((it) => standsAlone(text, it))) return undefined;
      if (
        /%[-+#0 ]*\d*\.\d|\{[^{}]*:[^{}]*\d[^{}]*\}/.test(text.slice(value.span.start, value.span.end)) &&
        code.facts.language === 'python'
      )
        return undefined;
      for (const [at, part] of texts.entries()) {
        pieces.push({ kind: 'text', text: part });
        const filled = value.parts[at];
        if (filled) pieces.push({ kind: 'value', value: filled });
      }
    } else pieces.push({ kind: 'value', value });
  }
  return pieces;
}

/** `chalk.green('…')`: what it gives is no value to keep. */
function isColour({ facts }: LiftedCode, value: Value): boolean {
  return (
    value.kind === 'call' && /^(?:chalk|colors|kleur|pc|picocolors|ansis)$/.test(facts.calls[value.call]?.callee.path[0] ?? '')
  );
}

/** A part of a text is the whole of what is filled in there. */
function standsAlone(text: string, { span }: Value): boolean {
  const before = /(\S)\s*$/.exec(text.slice(Math.max(0, span.start - 200), span.start))?.[1] ?? '';
  const after = /^\s*(\S)/.exec(text.slice(span.end, span.end + 200))?.[1] ?? '';
  return '{+,(%'.includes(before) && '}+,)'.includes(after);
}

function verbatimEntry(text: string, args: readonly Value[], level: LogLevel): LogEntry | undefined {
  const [only] = args;
  if (only?.kind !== 'template' || args.length > 1) return undefined;
  const verbatim = text.slice(only.span.start, only.span.end);
  return { level, message: '', fields: [], isCaught: false, verbatim };
}

/** A value that is part of a word or an address. */
function isGlued(template: string): boolean {
  return /[\w/@.#-][\uFFFC\uE000]|[\uFFFC\uE000][\w/@#-]|[\uFFFC\uE000]\.\w|\/\/\S*[\uFFFC\uE000]/.test(template);
}

function withoutLevel(template: string): { readonly rest: string; readonly level: LogLevel | undefined } {
  const match =
    /^\s*(?:\[(info|error|warn(?:ing)?|debug)\]|(info|error|warn(?:ing)?|debug)(?=\s*[:|]\s*\p{L}{2,}))\s*[:|-]?\s*/iu.exec(
      template,
    );
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  const level = word === undefined ? undefined : word.startsWith('warn') ? 'warn' : (word as LogLevel);
  return { rest: match ? template.slice(match[0].length) : template, level };
}

/** `…: Subject: %s, to: %s` without the labels of values, which their fields have as names. */
function withoutLabels(template: string): string {
  return template.replace(/(?<=\S)(?:\s*\n\s*|[,;|]\s*|\.+\s+)[\w-]{1,24}\s*[:=]\s*[\uFFFC\uE000]/g, ' ');
}

/** The text without its values and without the marks that led up to them. */
function sentence(template: string): string {
  return tidy(template.replace(/[('"`[{<]*[\uFFFC\uE000][)'"`\]}>]*/g, ' '))
    .replace(/(?:\s+(?:in|on|at|of|for|to|with|by|from|is|are|and|as|was|because|due to))+$/i, '')
    .trim();
}

/** The text with its values but without the error. */
function withHoles(template: string): string {
  return tidy(template.replace(/[('"`[{<]*\uE000[)'"`\]}>]*/g, ' '));
}

function tidy(template: string): string {
  return template
    .replace(/\s+/g, ' ')
    .replace(/ +([,.;:!?])(?![\w.])/g, '$1')
    .replace(/[,;:=](?=\s*[,;:.](?![\w.]))/g, '')
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/^[\s:=,;.>*-]+|[\s:=,;<*(-]+$/g, '')
    .replace(/([^.])\.$/, '$1')
    .replace(/\.{3,}$|…$/, '')
    .trim();
}

function fallbackMessage(code: LiftedCode, scope: ScopeId, isError: boolean, fields: readonly LogField[]): string | undefined {
  if (isError) {
    const name = enclosingName(code, scope);
    return name === undefined ? 'unexpected error' : `${name} failed`;
  }
  const [first] = fields;
  return first && first.name !== 'value' ? words(first.name) : undefined;
}

/** The nearest function around that has a name of its own, the route that it answers, or the call whose failure it takes. */
function enclosingName({ facts }: LiftedCode, scope: ScopeId): string | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; ) {
    const found = enclosingFunction(facts, at);
    if (found?.fn.name !== undefined && found.fn.form !== 'constructor')
      return /error|catch|fail/i.test(found.fn.name) ? undefined : words(found.fn.name);
    const call = found?.fn.argumentOf && facts.calls[found.fn.argumentOf.call];
    const method = call?.callee.path.at(-1) ?? '';
    const [route] = call?.args ?? [];
    if (/^(?:get|post|put|patch|delete)$/.test(method) && route?.kind === 'literal' && typeof route.value === 'string')
      return `${method.toUpperCase()} ${route.value}`;
    const receiver = call?.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
    if (method === 'catch' && receiver) return words(receiver.callee.path.slice(-2).join(' ')) || undefined;
    at = found && facts.scopes[found.id]?.parent;
  }
  return undefined;
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
