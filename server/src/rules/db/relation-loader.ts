import { escaped } from '#base/regular-expression.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, Field } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A call of a query where it stands. */
export interface QuerySite {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  readonly text: string;
  /** The last call of the query's chain. */
  readonly call: Call;
}

/** What a query in a loop asks for: the row of a key, or the rows that have a key. */
export interface Related {
  readonly model: string;
  readonly by: { readonly key: string; readonly value: Value };
  readonly isList: boolean;
}

/** A relation as models declare it. */
export interface ModelRelation {
  readonly model: string;
  readonly name: string;
  /** The other model. */
  readonly to: string;
  /** The field with the key, and what it refers to; undefined for lists. */
  readonly key?: { readonly field: string; readonly references: string } | undefined;
  readonly isList: boolean;
  /** True where its type says that it may not be there. */
  readonly isOptional?: boolean;
  /** The key of a list that is named with it, so that the other model need not say it too. */
  readonly listKey?: string;
}

/** How a library loads relations with the rows. Models have the names that its queries know them by. */
export interface RelationLoader {
  /** In titles. */
  readonly word: string;
  readonly relatedBy: (site: QuerySite) => Related | undefined;
  /** The model of a query that gives rows as they are and can be told more; undefined for other queries. */
  readonly modelOfRows: (site: QuerySite) => string | undefined;
  readonly relations: (site: QuerySite) => readonly ModelRelation[];
  /** The query of the rows with the relation; undefined where it takes none. */
  readonly load: (rows: QuerySite, relation: string) => readonly TextChange[] | undefined;
  /** What a query goes through, where models of two of them have nothing to do with each other. */
  readonly clientOf?: (call: Call) => string;
  /** Uses of a row, behind its name, by which more than before would be seen. */
  readonly showsAll?: RegExp;
  /** True where the relation stands in the field of the key, so that nothing else may read it there. */
  readonly replacesKey?: true;
}

/** TypeScript: `customer?: Customer`. */
export function isOptionalField(text: string, { name, span }: Field): boolean {
  return new RegExp(`(?<![\\w$.])${escaped(name)}\\?\\s*:`).test(text.slice(span.start, span.end));
}
