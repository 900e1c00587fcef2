import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.string().url(),
  REDIS_URL: z.string().url(),
  PORT: z.coerce.number().default(3000),
  SHOP_ORIGIN: z.string().url(),
  INVOICE_SENDER: z.string().email(),
});

/** The checked environment: importing it ends the process when a variable is missing. */
export const config = Environment.parse(process.env);
