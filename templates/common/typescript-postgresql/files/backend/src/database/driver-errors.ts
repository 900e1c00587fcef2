import { DatabaseError } from 'pg';

/** The column that has to be unique and was not; undefined for any other error. */
export function violatedUniqueColumn(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError) || error.code !== uniqueViolation) return undefined;
  // PostgreSQL names the column only in the detail of the error: `Key (email)=(ada@example.com) already exists.`
  return /\("?(\w+)"?\)=\(/.exec(error.detail ?? '')?.[1];
}

/** Why no connection could be made; undefined for any other error. */
export function unreachable(error: unknown): string | undefined {
  if (error instanceof AggregateError) return unreachable(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const isRefused = error instanceof DatabaseError ? noConnection.test(error.code ?? '') : 'syscall' in error;
  return isRefused ? error.message : undefined;
}

// PostgreSQL, Appendix A: a name or password that is wrong, a database that is not there, a server that is starting or has no place.
const uniqueViolation = '23505';
const noConnection = /^(?:08|28|3D|53300|57P03)/;
