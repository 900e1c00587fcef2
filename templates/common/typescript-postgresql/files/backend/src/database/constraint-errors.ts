import { DatabaseError } from 'pg';
import { ConflictError } from '../errors/app-errors.ts';

/**
 * Waits for a query and turns the violation of a unique index into a ConflictError that names the field. Every other error, also of a
 * column that is not in `fieldsByColumn`, is passed on.
 */
export async function namingDuplicates<Row>(
  fieldsByColumn: Readonly<Record<string, string>>,
  query: Promise<Row>,
): Promise<Row> {
  try {
    return await query;
  } catch (error) {
    const field = fieldsByColumn[violatedUniqueColumn(error) ?? ''];
    if (field === undefined) throw error;
    throw new ConflictError(`There is already one with this ${field}`, [{ field, message: 'is taken' }]);
  }
}

/** PostgreSQL names the column only in the detail of the error: `Key (email)=(ada@example.com) already exists.` */
function violatedUniqueColumn(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError) || error.code !== uniqueViolation) return undefined;
  return /\("?(\w+)"?\)=\(/.exec(error.detail ?? '')?.[1];
}

/** PostgreSQL, Appendix A. */
const uniqueViolation = '23505';
