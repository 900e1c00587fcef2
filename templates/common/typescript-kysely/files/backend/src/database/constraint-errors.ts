import { ConflictError } from '../errors/app-errors.ts';
import { violatedUniqueColumn } from './driver-errors.ts';

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
