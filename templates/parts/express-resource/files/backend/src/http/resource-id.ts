import type { Request } from 'express';
import { z } from 'zod';
import { NotFoundError } from '../errors/app-errors.ts';

/** The `:id` of a path. Something that cannot be an id cannot exist either, so it is answered like an unknown one. */
export function resourceId(request: Request, resource: string): string {
  const id = z.uuid().safeParse(request.params.id);
  if (!id.success) throw new NotFoundError(`There is no such ${resource}`);
  return id.data.toLowerCase();
}
