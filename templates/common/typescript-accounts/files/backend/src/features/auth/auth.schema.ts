import { z } from 'zod';

export const Role = z.enum(['user', 'admin']);
export type Role = z.infer<typeof Role>;

/** A user as callers see it. */
export const User = z.object({
  id: z.uuid(),
  email: z.email(),
  role: Role,
});
export type User = Readonly<z.infer<typeof User>>;

// NIST SP 800-63B, section 5.1.1.2: at least eight characters, long phrases welcome, no rules about kinds of characters.
export const Credentials = z.strictObject({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(8).max(256),
});
export type Credentials = Readonly<z.infer<typeof Credentials>>;
