import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { CodePart } from '#fixes/file-edit.ts';
import { together, type Wording, worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

// A request id is of use once the lines of the log carry it. Where the set-up of the unit's logger is of a form that is known, the fix has it write
// the id; where it is not, the note of the fix says what is left to do.

/** What has the log write the ids of requests. */
export interface LogBinding {
  readonly parts: readonly CodePart[];
  /** What is left to a person, for the preview. */
  readonly left?: Wording;
}

/** What happens to the file that sets a logger up. */
export const BOUND = worded`Have each line of the log carry the id of its request`;

export const NO_LOGGER = worded`There is no logger yet that could write the id with its lines`;

/** What happens to a file that needs nothing but the middleware. */
export const REGISTERED = worded`Give each request an id, before everything else`;

/** What happens to a file, and what is left to do about the log. */
export function withLeft(note: Wording, { left }: LogBinding): Wording {
  return left === undefined ? note : together([note, left]);
}

/** A call with the file that it stands in. */
export interface PlacedCall {
  readonly file: LiftedCode;
  readonly call: Call;
}

/** The calls of files to functions of a package, by their names in it, such as `config.dictConfig`. */
export function callsTo(
  workspace: Workspace,
  files: readonly LiftedCode[],
  module: string,
  names: readonly string[],
): readonly PlacedCall[] {
  return files.flatMap((file) =>
    file.facts.calls.flatMap((call, id) => {
      const last = call.callee.path.at(-1) ?? '';
      if (!names.some((it) => it === last || it.endsWith(`.${last}`))) return [];
      const meaning = workspace.linker.callee(file.path, id);
      const isIt = meaning.kind === 'external' && meaning.module === module && names.includes(meaning.chain.join('.'));
      return isIt ? [{ file, call }] : [];
    }),
  );
}
