import { z } from 'zod';
import { User } from './auth.schema.ts';

/** What signing in gives. The id of the session is not part of it: it travels in a cookie that scripts cannot read. */
export const Session = z.object({ user: User });
export type Session = Readonly<z.infer<typeof Session>>;
