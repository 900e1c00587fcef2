import type { Span } from '#base/span.ts';
import type { CallId, ScopeId } from './code-facts.ts';

/**
 * The shape of an expression in a place that matters: an argument, an initialiser, a default, a returned value.
 * Facts do not go below it: what is not one of the readable shapes is opaque.
 */
export type Value =
  | LiteralValue
  | TemplateValue
  | ReferenceValue
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | CallValue
  | OpaqueValue;

/** A string, number, boolean or null (`None`, `nil`, `undefined` too). */
export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

/**
 * A string with parts filled in: a template literal, an f-string, a concatenation that holds a string, `%` and `.format`
 * in Python, `fmt.Sprintf` in Go. `text` has one U+FFFC for each part that is filled in.
 */
export interface TemplateValue {
  readonly kind: 'template';
  readonly text: string;
  /** What is filled in: one value for each U+FFFC, in order; fewer where the text was cut. */
  readonly parts: readonly Value[];
  /** Which of the parts are written as numbers (`%d`); absent where none is. */
  readonly numbers?: readonly number[];
  /** The names at the head of what is filled in, in order. */
  readonly mentions: readonly string[];
  readonly span: Span;
}

/** A name or a member chain: `order`, `this.repository`, `config.database.url`. Optional chaining and `!` are left out. */
export interface ReferenceValue {
  readonly kind: 'reference';
  /** The names of the chain. `this` and `self` stand as `this`; an element access with a literal counts as a member. */
  readonly path: readonly string[];
  readonly span: Span;
}

/** An object literal, a Python dict, a Go composite literal with keys. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
  /** True where keys may be there that are not listed: a spread, a computed key. */
  readonly isOpen: boolean;
  /** The written type of a Go composite literal, `['http', 'Server']`; absent elsewhere. */
  readonly type?: readonly string[];
  readonly span: Span;
}

export interface ObjectEntry {
  readonly key: string;
  readonly value: Value;
  readonly span: Span;
}

/** An array literal, a Python list, tuple or set, a Go slice literal. */
export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  /** True where it holds a spread. */
  readonly isOpen: boolean;
  /** The type of a Go composite literal that has a name, written or given by the list around it: `Route{"GET", "/orders", list}`. */
  readonly type?: readonly string[];
  readonly span: Span;
}

/** A function written in place: an arrow, a function expression, a lambda, a Go function literal. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly scope: ScopeId;
  readonly span: Span;
}

/** The result of a call (`await` is looked through). */
export interface CallValue {
  readonly kind: 'call';
  readonly call: CallId;
  /** Members read from the result: `express().router` has `['router']`; empty for the result itself. */
  readonly path: readonly string[];
  readonly span: Span;
}

/** Anything else. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  /** The names at the head of every reference inside, without repeats. */
  readonly mentions: readonly string[];
  /** What it can turn out to be, where that is readable: the sides of `a || b`, `a ?? b`, `c ? a : b`; `b` of `a && b`. */
  readonly choices?: readonly Value[];
  readonly span: Span;
}
