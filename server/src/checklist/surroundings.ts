import type { Path } from '#base/paths.ts';

/** What stands around the code and has no extractor; a host reads it. Empty where nobody has looked. */
export interface Surroundings {
  /** Workflows of CI with their texts. */
  readonly workflows: readonly { readonly path: Path; readonly text: string }[];
  /** Lock files, descriptions of the API and settings of test runners, by path. */
  readonly files: ReadonlySet<Path>;
  /** The text of a file that `files` names; undefined for others. */
  readonly textOf: (path: Path) => string | undefined;
  /** False where no host has looked, so that nothing can be called absent. */
  readonly isKnown: boolean;
}

export const NO_SURROUNDINGS: Surroundings = { workflows: [], files: new Set(), textOf: () => undefined, isKnown: false };
