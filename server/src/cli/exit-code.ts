/** What the process ends with. */
export const ExitCode = {
  clean: 0,
  findings: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  internal: 3,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Something the user can mend; shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
