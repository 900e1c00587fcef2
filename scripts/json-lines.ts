import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** Every line of the `.jsonl` files of a folder, by file name; none without the folder. Throws, with its place, where a line is malformed. */
export function readJsonLines<T>(folder: string, form: z.ZodType<T>): T[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((it) => it.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          if (line.trim() === '') return [];
          const parsed = form.safeParse(jsonOf(line));
          if (!parsed.success) throw new Error(`${file}:${index + 1}: ${parsed.error.message}`);
          return [parsed.data];
        }),
    );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
