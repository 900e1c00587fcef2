import type { Path } from '#base/paths.ts';

/**
 * What an expression stands for, as far as the code says so. The chain is read from left to right:
 * a name is a member or an export, `()` the result of calling it, `*` an instance of it (constructed, or typed as such),
 * `[]` an element of it in a loop, and `(i:j)` parameter j of the function that is passed to it as argument i.
 *
 * `express()` from `import express from 'express'` is external, module 'express', chain ['default', '()'].
 * `repo.find` with `repo: Repository<Order>` is external, module 'typeorm', chain ['Repository', '*', 'find'].
 * Python modules are split at the first dot: `sqlalchemy.orm.Session` is module 'sqlalchemy', chain ['orm', 'Session'].
 */
export type Meaning = ExternalMeaning | LocalMeaning | GlobalMeaning | UnknownMeaning;

/** Something of a package or of the language's own library. */
export interface ExternalMeaning {
  readonly kind: 'external';
  readonly module: string;
  readonly chain: readonly string[];
  /** Type arguments of the type that it was typed with: `Repository<Order>` keeps ['Order']. */
  readonly typeArgs?: readonly string[];
  /** Where a class of the workspace that extends it stands between: a Django model is `Model` by way of `Order`. */
  readonly through?: Declared;
}

/** Something that the workspace declares and that has no external identity. */
export interface LocalMeaning extends Declared {
  readonly kind: 'local';
  /** What follows the declared name. */
  readonly chain: readonly string[];
}

/** A name that nothing declares: `localStorage`, `process`, `console`, `print`, `len`. */
export interface GlobalMeaning {
  readonly kind: 'global';
  readonly chain: readonly string[];
}

/** The code does not say. Rules stay silent about it. */
export interface UnknownMeaning {
  readonly kind: 'unknown';
}

export interface Declared {
  /** For Go the file in the package that declares it. */
  readonly file: Path;
  readonly name: string;
}

export const UNKNOWN: UnknownMeaning = { kind: 'unknown' };

/** Where an import leads. */
export type Resolution =
  /** A file of the workspace. */
  | { readonly kind: 'file'; readonly path: Path }
  /** A Go package of the workspace: a folder with the code files in it. */
  | { readonly kind: 'folder'; readonly path: Path; readonly files: readonly Path[] }
  /** A package of a registry or of the language; `name` is what the manifest calls it. */
  | { readonly kind: 'package'; readonly name: string }
  /** It points into the workspace, and nothing is there. */
  | { readonly kind: 'missing' };

/** One import or re-export of one file that leads to another file of the workspace. */
export interface ImportEdge {
  readonly from: Path;
  readonly to: Path;
  /** Index into the importing file's `imports`; for a re-export into its `exports`. */
  readonly index: number;
  readonly isReexport: boolean;
  readonly isTypeOnly: boolean;
  readonly isDeferred: boolean;
}
