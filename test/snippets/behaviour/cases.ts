import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import { type InsertionPlan, planInsertion } from '#snippets/plan.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import { shippedLibrary } from '../library.ts';

// A case is a folder `cases/<kind>/<name>/`: `case.json` names the snippets that it runs and the servers that it needs,
// everything else is put beside the files that inserting those snippets makes, and run there by the language's own test tool.

const CaseFile = z.strictObject({
  snippets: z.array(z.string()).min(1),
  services: z.array(z.enum(['postgres', 'redis'])).default([]),
  /** Values of environment keys; `{postgres}` and `{redis}` become the address of the service. */
  environment: z.record(z.string(), z.string()).default({}),
});

export interface BehaviourCase extends Readonly<z.infer<typeof CaseFile>> {
  readonly name: string;
  readonly folder: string;
}

/** What runs a case: the test tool of a language, a document without a browser, a real browser, or k6. */
export const CASE_KINDS = ['typescript', 'browser', 'html', 'python', 'go', 'k6'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

const here = fileURLToPath(new URL('cases', import.meta.url));
export const library = shippedLibrary();

/** The cases of a kind by name. Throws for one whose `case.json` is wrong. */
export function casesOf(kind: CaseKind): readonly BehaviourCase[] {
  const parent = join(here, kind);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, 'case.json')))
    .sort()
    .map((name) => {
      const folder = join(parent, name);
      return { ...CaseFile.parse(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'))), name, folder };
    });
}

/**
 * Inserts the snippets of a case one after the other into a project that has these files, each into a new file of its own,
 * and writes everything with the case's own files into the emptied folder. Files of the project named in `onlyPlanned` are
 * seen by the insertion, but not written.
 */
export function writeCase(
  { snippets, folder }: BehaviourCase,
  target: string,
  project: { readonly files: Readonly<Record<Path, string>>; readonly onlyPlanned?: readonly Path[]; readonly active: Path },
): void {
  const files = inserted(snippets, project.files, project.active);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [path, text] of files) {
    if (project.onlyPlanned?.includes(path) === true) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  cpSync(folder, target, { recursive: true, filter: (source) => !source.endsWith('case.json') });
}

/** What the insertion of a snippet makes in a project that has these files. */
export function newFiles(snippet: string, files: Readonly<Record<Path, string>>, active: Path): Map<Path, string> {
  return new Map([...inserted([snippet], files, active)].filter(([path]) => files[path] === undefined));
}

function inserted(snippets: readonly string[], given: Readonly<Record<Path, string>>, active: Path): Map<Path, string> {
  const files = new Map(Object.entries(given));
  for (const snippet of snippets) {
    const view = { paths: [...files.keys()], read: (path: Path) => files.get(path) };
    const plan = planInsertion(library, view, { snippet, active, where: { kind: 'new' } });
    if (plan === undefined) throw new Error(`there is no snippet ${snippet}`);
    applyPlan(plan, files);
  }
  return files;
}

function applyPlan(plan: InsertionPlan, files: Map<Path, string>): void {
  if (plan.body !== undefined) throw new Error(`${plan.target} is there already: two snippets of a case share a file`);
  for (const file of plan.files) {
    files.set(file.path, file.kind === 'create' ? file.text : applyTextChanges(files.get(file.path) ?? '', file.changes));
  }
}
