import { z } from 'zod';

export const Change = z.object({
  id: z.string(),
  /** Such as `product.created`. */
  event: z.string(),
  data: z.unknown().meta({ type: 'object', additionalProperties: true }),
});
export type Change = Readonly<z.infer<typeof Change>>;

export const Changes = z.object({
  changes: z.array(Change),
  /** What to send as `since` the next time. */
  next: z.string(),
  /** Some changes are no longer known: load everything again. */
  reset: z.boolean(),
});
export type Changes = Readonly<z.infer<typeof Changes>>;
