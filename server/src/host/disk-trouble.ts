/** A failed write in words for the person. */
export interface DiskTrouble {
  /** What went wrong, one sentence. */
  readonly reason: string;
  /** What to do about it, one sentence. */
  readonly advice: string;
}

export function diskTrouble(error: NodeJS.ErrnoException, folder: string): DiskTrouble {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { reason: 'The disk is full.', advice: 'Free some space and try again; nothing was left behind.' };
    case 'EACCES':
    case 'EPERM':
      return { reason: `${folder} may not be written to.`, advice: 'Choose another folder, or change its permissions.' };
    case 'EROFS':
      return { reason: 'The disk is read-only.', advice: 'Choose a folder on another disk.' };
    case 'ENAMETOOLONG':
      return { reason: 'A path is too long for this disk.', advice: 'Choose a shorter name, or a folder nearer to the root.' };
    case 'ENOTDIR':
      return { reason: `A file stands where ${folder} needs a folder.`, advice: 'Choose another folder.' };
    default:
      return {
        reason: `The files could not be written (${error.code ?? error.message}).`,
        advice: 'See the log; nothing was left behind.',
      };
  }
}
