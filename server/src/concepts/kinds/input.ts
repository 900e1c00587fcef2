import type { TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

/** Where in a request a value comes from; a form gives strings and nothing else. */
export type InputSource = 'body' | 'form' | 'query' | 'params';

/** A place where code takes what a client sent: `req.body.name`, `await request.json()`, `c.Bind(&order)`, `@Body() order: Order`. */
export interface InputRead extends ConceptBase {
  readonly kind: 'input-read';
  readonly source: InputSource;
  /** As it is written: `req.body`. */
  readonly text: string;
  /** The field that is read; undefined where the whole is taken. */
  readonly key?: string;
  /** The names that take the value, in this function. */
  readonly names: readonly string[];
  /** What the value is decoded into, where the call is given a target. */
  readonly into?: Value;
  /** The written type of the parameter, where the framework hands the value over as one. */
  readonly type?: TypeReference;
}

/** A call that checks the shape of a value, or makes something with a checked shape out of it. */
export interface Validation extends ConceptBase {
  readonly kind: 'validation';
}
