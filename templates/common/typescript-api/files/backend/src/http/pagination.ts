import { z } from 'zod';
import { datetime, uuid } from './values.ts';

/** A place in a list that is ordered from the newest to the oldest. */
export interface Cursor {
  readonly createdAt: string;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to send as `cursor` for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

const CursorContent = z.tuple([datetime, uuid]);

/** `limit` and `cursor` of a list request. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .transform((value, context): Cursor => {
      const cursor = decodeCursor(value);
      if (cursor !== undefined) return cursor;
      context.addIssue({ code: 'custom', message: 'is not a cursor of this list' });
      return z.NEVER;
    })
    .optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Makes a page out of one row more than the limit: the surplus row only tells that there is a next page. */
export function toPage<Item extends Cursor>(rows: readonly Item[], limit: number): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? encodeCursor(last) : null };
}

function encodeCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

function decodeCursor(value: string): Cursor | undefined {
  try {
    const content = CursorContent.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString()));
    return content.success ? { createdAt: content.data[0], id: content.data[1] } : undefined;
  } catch {
    return undefined;
  }
}
