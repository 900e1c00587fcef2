import { z } from 'zod';
import { NotFoundError } from '../errors/app-errors.ts';

/** The id in a path. Something that cannot be an id cannot exist either, so it is answered like an unknown one. */
export function resourceId(given: string, resource: string): string {
  const id = z.uuid().safeParse(given);
  if (!id.success) throw new NotFoundError(`There is no such ${resource}`);
  return id.data.toLowerCase();
}
