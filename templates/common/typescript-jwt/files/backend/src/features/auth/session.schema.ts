import { z } from 'zod';
import { User } from './auth.schema.ts';

/** What signing in gives. The refresh token is not part of it: it travels in a cookie that scripts cannot read. */
export const Session = z.object({
  accessToken: z.string(),
  /** Seconds until the access token ends. */
  expiresIn: z.int(),
  user: User,
});
export type Session = Readonly<z.infer<typeof Session>>;
