import type { Span } from '#base/span.ts';
import type {
  Assignment,
  Binding,
  Call,
  CallId,
  CallUse,
  ClassDeclaration,
  Export,
  Field,
  Import,
  RememberedString,
  Rendered,
  Return,
  Scope,
  ScopeId,
  SyntaxEnvRead,
  Throw,
} from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { MAX_SNIPPET } from '../limits.ts';
import type { ts } from './compiler.ts';
import type { Mentions } from './mentions.ts';

/** A fact that is still being filled in. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

export type ClassDraft = Omit<Draft<ClassDeclaration>, 'fields'> & { readonly fields: Draft<Field>[] };

/** An environment read with the outermost expression that it makes up so far: its cast, its default, its `!`. */
export type EnvReadDraft = Omit<Draft<SyntaxEnvRead>, 'isFallback'> & {
  covers: ts.Node;
  /** True on the right side of `??` and `||`: the text around belongs to the read on the left. */
  isFallback: boolean;
};

/** What becomes of the value of an expression. */
export interface Flow {
  readonly use: CallUse;
  readonly isAwaited: boolean;
  readonly targets: readonly string[];
}

/** The parts of the walk that call each other in circles; each file takes those above it from here. */
export interface Visitors {
  /** Walks a statement or another node that is not an expression. */
  readonly statement: (walk: Walk, node: ts.Node) => void;
  /** Walks an expression for what it holds. */
  readonly see: (walk: Walk, node: ts.Node, flow: Flow) => void;
  /** Walks an expression and gives its shape. */
  readonly read: (walk: Walk, node: ts.Node, flow: Flow) => Value;
  readonly call: (walk: Walk, node: CallNode, flow: Flow) => CallId;
}

export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** One walk through one file: what is collected, and where the walk stands. */
export interface Walk {
  readonly source: ts.SourceFile;
  readonly text: string;
  readonly visit: Visitors;
  readonly seeChild: (node: ts.Node) => void;

  readonly imports: Import[];
  readonly exports: Export[];
  readonly scopes: Draft<Scope>[];
  readonly bindings: Draft<Binding>[];
  readonly classes: ClassDraft[];
  readonly calls: Draft<Call>[];
  readonly assignments: Assignment[];
  readonly returns: Return[];
  readonly throws: Throw[];
  readonly envReads: EnvReadDraft[];
  readonly strings: RememberedString[];
  readonly rendered: Rendered[];

  readonly mentions: Mentions;
  /** Local names that stand for the whole environment, with the scope that declares them. */
  readonly envNames: { readonly name: string; readonly api: SyntaxEnvRead['api']; readonly scope: ScopeId }[];
  /** Local names of the `process` object besides `process` itself. */
  readonly processNames: string[];
  /** Local names that the module exports. */
  readonly exportedNames: Set<string>;

  scope: ScopeId;
  statement: Span;
  /** The member chains of the condition that is being walked. */
  chains: (readonly string[])[] | undefined;
  /** Objects and arrays around the current value. */
  valueDepth: number;
  /** Levels of syntax above the current node. */
  depth: number;
  /** Where the walk turned back because the syntax is nested too deeply. */
  cut: Span | undefined;
  branchGroups: number;
  hasMarkup: boolean;
  /** The class whose constructor's own statements are being walked. */
  constructed: ClassDraft | undefined;
}

export const NOTHING: readonly never[] = [];

/**
 * A list in an array of its own size. One that grew by `push` keeps up to 16 free places, which for the many short lists of the facts
 * is most of their memory.
 */
export function exact<T>(list: T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list.slice();
}

export const DISCARDED: Flow = { use: 'discarded', isAwaited: false, targets: NOTHING };
export const RETURNED: Flow = { use: 'returned', isAwaited: false, targets: NOTHING };
export const ARGUMENT: Flow = { use: 'argument', isAwaited: false, targets: NOTHING };
export const RECEIVER: Flow = { use: 'receiver', isAwaited: false, targets: NOTHING };
export const THROWN: Flow = { use: 'thrown', isAwaited: false, targets: NOTHING };
export const OTHER: Flow = { use: 'other', isAwaited: false, targets: NOTHING };

export function assignedTo(targets: readonly string[]): Flow {
  return { use: 'assigned', isAwaited: false, targets };
}

export function awaited(flow: Flow): Flow {
  return flow.isAwaited ? flow : { use: flow.use, isAwaited: true, targets: flow.targets };
}

/** The flow of a part of an object or array: the same use, for another name and not awaited itself. */
export function partOf(flow: Flow): Flow {
  return flow.isAwaited || flow.targets.length > 0 ? { use: flow.use, isAwaited: false, targets: NOTHING } : flow;
}

/** The offset of a node's first own character, after the blanks and comments before it. */
export function startOf(walk: Walk, node: ts.Node): number {
  const { text } = walk;
  let at = node.pos;
  let code = text.charCodeAt(at);
  while (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB) {
    at += 1;
    code = text.charCodeAt(at);
  }
  // Comments, rare blanks, a shebang and nodes that are missing are left to the parser.
  const isOwnCharacter = code > SPACE && code < DELETE && code !== SLASH && code !== HASH && at < node.end;
  return isOwnCharacter ? at : Math.min(node.getStart(walk.source), node.end);
}

export function spanOf(walk: Walk, node: ts.Node): Span {
  return { start: startOf(walk, node), end: node.end };
}

/** A node's text, cut to the length that facts keep. */
export function snippetOf(walk: Walk, node: ts.Node): string {
  const start = startOf(walk, node);
  return walk.text.slice(start, Math.min(node.end, start + MAX_SNIPPET));
}

/**
 * Levels of syntax that are walked, each up to four calls deep. Written code stays below 150; the default stack of a main thread
 * holds three times as many.
 */
const MAX_LEVELS = 500;

/** Tells whether the walk turns back here, and remembers the first such place. */
export function isTooDeep(walk: Walk, node: ts.Node): boolean {
  if (walk.depth < MAX_LEVELS) return false;
  walk.cut ??= { start: node.pos, end: node.end };
  return true;
}

/** Tells whether a comment stands in a stretch of text that holds blanks and comments only. */
export function hasCommentBetween(walk: Walk, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (walk.text.charCodeAt(at) === SLASH) return true;
  return false;
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;
const SLASH = 47;
const DELETE = 127;
