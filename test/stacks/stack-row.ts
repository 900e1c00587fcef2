import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Decisions, decisionFields } from '#decisions/decisions.ts';
import { planProject } from '#scaffold/plan.ts';
import { createRenderer } from '#scaffold/render.ts';
import type { Templates } from '#scaffold/templates.ts';
import { variedFields } from './matrix.ts';
import { resources } from './resources.ts';

/** A stack of the matrix with the resource that its project gets. */
export interface StackRow {
  /** The values of the fields that vary, joined: a name for files. */
  readonly id: string;
  readonly decisions: Decisions;
  readonly resource: (typeof resources)[number];
}

/** How a run of a row ended. */
export type RowResult = z.infer<typeof RowResult>;
const RowResult = z.strictObject({
  id: z.string(),
  /** Changes with what the row writes and with how it is verified: a green result with the same digest is not run again. */
  digest: z.string(),
  green: z.boolean(),
  /** When it ended, ISO 8601. */
  at: z.string(),
  /** Milliseconds of `new` (with installing), `check` and `verify`. */
  ms: z.strictObject({ new: z.number(), check: z.number(), verify: z.number() }),
  /** What failed: `new`, `check`, or ids of probes. */
  red: z.array(z.string()),
});

/** Results and logs of earlier runs. */
export interface ResultStore {
  readonly folder: string;
  readonly read: (row: StackRow) => RowResult | undefined;
  readonly write: (result: RowResult) => void;
  readonly logFile: (row: StackRow) => string;
}

export function stackRows(stacks: readonly Decisions[]): readonly StackRow[] {
  return stacks.map((decisions, index) => ({
    id: idOf(decisions),
    decisions,
    resource: resources[index % resources.length] ?? first,
  }));
}

const first = { name: 'product', fields: 'name:string,price:decimal' };

export function resultStore(folder: string): ResultStore {
  mkdirSync(folder, { recursive: true });
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  return {
    folder,
    read: ({ id }) => {
      if (!existsSync(fileOf(id))) return undefined;
      // A result of another version of this program counts as none.
      const { data } = RowResult.safeParse(JSON.parse(readFileSync(fileOf(id), 'utf8')));
      return data;
    },
    write: (result) => writeFileSync(fileOf(result.id), `${JSON.stringify(result, undefined, 2)}\n`),
    logFile: ({ id }) => join(folder, `${id}.log`),
  };
}

/** The digest of what a row would write today, and of the sources that verify it. */
export function digestOfRow({ decisions, resource, id }: StackRow, templates: Templates, sources: string): string {
  const hash = createHash('sha256').update(sources).update(id).update(JSON.stringify(resource));
  const plan = planProject({ name: projectName, choices: decisions, resource }, templates);
  if (plan.ok) {
    hash.update(JSON.stringify(plan.value.stack.manifest.run));
    const files = createRenderer(templates)(plan.value);
    if (files.ok) for (const [path, text] of files.value) hash.update(`${path}\0${text}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The digest of all files below some folders. */
export function digestOfFolders(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
    const files = entries.map((it) => join(it.parentPath, it.name)).sort();
    for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Every project of the matrix has the same name, so that nothing but the decisions differs. */
export const projectName = 'matrix';

/** The words of `--set` for a row. */
export function settingsOf(decisions: Decisions): readonly string[] {
  return decisionFields.map((field) => `${field}=${String(decisions[field])}`);
}

function idOf(decisions: Decisions): string {
  return variedFields()
    .map((field) => String(decisions[field]))
    .join('-');
}
