import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The query of a handler whose rows are to be given in pages. */
export interface RowsQuery {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  readonly handler: ScopeId;
  readonly call: Call;
  readonly id: CallId;
  readonly text: string;
}

export interface Paged {
  readonly changes: readonly TextChange[];
  readonly packages?: readonly NeededImport[];
  /** The parameters that say which rows, where they are not `limit` and `offset`. */
  readonly by?: 'page' | 'page and per_page';
}
