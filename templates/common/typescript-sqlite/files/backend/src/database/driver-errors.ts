/** The column that has to be unique and was not; undefined for any other error. */
export function violatedUniqueColumn(error: unknown): string | undefined {
  // SQLite names the column only in its message.
  return error instanceof Error ? /^UNIQUE constraint failed: \w+\.(\w+)$/.exec(error.message)?.[1] : undefined;
}

/** Why the file could not be opened; undefined for any other error. */
export function unreachable(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isClosed = 'syscall' in error || /^(?:unable to open database file|file is not a database)/.test(error.message);
  return isClosed ? error.message : undefined;
}
