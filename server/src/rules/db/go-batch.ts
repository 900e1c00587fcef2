import type { NeededImport } from '#snippets/needed-import.ts';
import type { FilledVariable, GoLookUp } from './go-look-up.ts';

/** A query for the rows of a list of keys, and how a row is taken out of what it gave. */
export interface GoBatch {
  readonly lookUp: GoLookUp;
  readonly variable: FilledVariable;
  /** The map of rows by key. */
  readonly map: string;
  /** The lines that fill it, given the list of keys; a tab for each level. */
  readonly fill: (keys: string) => readonly string[];
  readonly packages: readonly NeededImport[];
}

/** A call whose error ends the function as the error of the look-up did. */
export function failing({ error, ifFailed }: GoLookUp, call: string): readonly string[] {
  return [`if ${error} := ${call}; ${error} != nil {`, ...deeper(ifFailed), '}'];
}

/** The condition behind a statement that gives an error. */
export function checked({ error, ifFailed }: GoLookUp): readonly string[] {
  return [`if ${error} != nil {`, ...deeper(ifFailed), '}'];
}

/** Tells whether code speaks of what the loop gives in each round. */
export function mentionsLoop(written: string, { loop }: GoLookUp): boolean {
  return loop.loop?.variables.some((it) => new RegExp(`\\b${it}\\b`).test(written)) ?? false;
}

/** Lines one level further in. */
export function deeper(lines: string | readonly string[]): readonly string[] {
  return (typeof lines === 'string' ? lines.split('\n') : lines).map((it) => `\t${it}`);
}
