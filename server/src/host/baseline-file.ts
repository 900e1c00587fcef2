import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '#base/result.ts';
import { type BaselineEntries, entriesOf, itemsOf } from '#engine/baseline.ts';
import { readSource } from './read-source.ts';

const Counts = z.record(z.string(), z.int().min(1));
const BaselineFile = z.strictObject({ version: z.literal(1), entries: z.record(z.string(), z.record(z.string(), Counts)) });

/** Reads a baseline; without a file it is empty. A file that cannot be used is a problem told in one sentence, never an empty baseline. */
export async function readBaseline(file: string): Promise<Result<BaselineEntries, string>> {
  const source = await readSource(file);
  if (source.kind === 'missing') return success(new Map());
  if (source.kind !== 'text')
    return failure(`${file} cannot be read: ${source.kind === 'binary' ? 'it is not a text' : source.code}`);
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch (error) {
    return failure(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = BaselineFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failure(`${file} is not a baseline: ${issue?.path.join(' → ') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  return success(
    new Map(
      Object.entries(parsed.data.entries).map(([rule, paths]) => [
        rule,
        new Map(Object.entries(paths).map(([path, counts]) => [path, new Map(Object.entries(counts))])),
      ]),
    ),
  );
}

/** Writes a baseline whole or not at all; its folder is made where it is missing. Sorted, one entry a line, so that branches merge. */
export async function writeBaseline(file: string, entries: BaselineEntries): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const staged = `${file}.${process.pid}.tmp`;
  await writeFile(staged, baselineText(entries));
  await rename(staged, file);
}

/** The text of a baseline file. */
export function baselineText(entries: BaselineEntries): string {
  const sorted = Object.fromEntries(
    inOrder(entries).map(([rule, paths]) => [
      rule,
      Object.fromEntries(inOrder(paths).map(([path, counts]) => [path, Object.fromEntries(inOrder(counts))])),
    ]),
  );
  return `${JSON.stringify({ version: 1, entries: sorted }, undefined, 2)}\n`;
}

/** The entries of a folder below the baseline's own, with paths as that folder sees them; '' for the same folder. */
export function entriesBelow(entries: BaselineEntries, prefix: string): BaselineEntries {
  if (prefix === '') return entries;
  return entriesOf(
    itemsOf(entries).flatMap((it) =>
      it.path.startsWith(`${prefix}/`) ? [{ ...it, path: it.path.slice(prefix.length + 1) }] : [],
    ),
  );
}

/** All entries, with those of a folder below replaced by what that folder says now. */
export function withEntriesBelow(all: BaselineEntries, below: BaselineEntries, prefix: string): BaselineEntries {
  if (prefix === '') return below;
  const others = itemsOf(all).filter((it) => !it.path.startsWith(`${prefix}/`));
  return entriesOf([...others, ...itemsOf(below).map((it) => ({ ...it, path: `${prefix}/${it.path}` }))]);
}

function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
