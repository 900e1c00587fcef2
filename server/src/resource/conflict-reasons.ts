import type { FileConflict } from './resource-changes.ts';

/** Why a person has to see to a file; a clause that follows its path. */
export const conflictReasons: Readonly<Record<FileConflict['reason'], string>> = {
  taken: 'another file stands here; compare it with the one of another resource',
  gone: 'the file is not here any more; wherever its content went, it needs',
  edited: 'the place was changed; it needs',
  unreadable: 'this is no file of UTF-8 text; it needs',
};
