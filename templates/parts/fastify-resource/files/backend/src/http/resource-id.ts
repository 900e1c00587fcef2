import { z } from 'zod';
import { uuid } from './values.ts';

/** The `:id` of a path. */
export const ResourceId = z.object({ id: uuid });
