import { z } from 'zod';
import { PageQuery } from '../http/pagination.ts';
import { uuid } from '../http/values.ts';

/** What a list is asked with. */
export const PageInput = PageQuery.extend({ limit: z.int().min(1).max(100).default(20) });

/** What one entry is asked for with. */
export const ById = z.strictObject({ id: uuid });
