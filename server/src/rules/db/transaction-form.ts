import type { Query } from '#concepts/kinds/data.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { OwnName } from '#fixes/imports.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { StoryLines } from './transaction-story.ts';

/** The queries of one library that are to share a transaction, and where they stand. */
export interface QueriesToTie extends StoryLines {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  /** The function around them. */
  readonly owner: ScopeId;
  readonly text: string;
  /** All of them within the lines, reads too. */
  readonly queries: readonly Query[];
}

/** How a script opens a transaction, and what becomes of the queries in it. */
export interface TransactionForm {
  /** What is called with the function: `prisma.$transaction`. */
  readonly opener: string;
  /** What the function calls its transaction. */
  readonly name: string;
  /** Of the queries, at their places in the file. */
  readonly changes: readonly TextChange[];
  /** False where the result of the function does not come back from the opener. */
  readonly givesBack: boolean;
  /** What the opener needs. */
  readonly own?: OwnName;
}

/** The call that the chain of a call begins with. */
export function chainHead(
  { facts }: LiftedCode,
  id: CallId | undefined,
): { readonly id: CallId; readonly call: Call } | undefined {
  let at = id;
  let call = at === undefined ? undefined : facts.calls[at];
  while (call?.callee.receiver !== undefined) {
    at = call.callee.receiver;
    call = facts.calls[at];
  }
  return at === undefined || !call ? undefined : { id: at, call };
}

/** What the library's models call the receiver of a call, with the called member: `['Repository', '*', 'save']`. */
export function normalChain({ workspace, code }: QueriesToTie, id: CallId | undefined): readonly string[] {
  const meaning = id === undefined ? undefined : workspace.catalog.normalise(workspace.linker.callee(code.path, id));
  return meaning?.kind === 'external' ? meaning.chain : [];
}
