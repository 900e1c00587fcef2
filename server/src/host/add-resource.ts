import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Path } from '#base/paths.ts';
import type { Problem } from '#base/result.ts';
import type { Resource } from '#decisions/resource.ts';
import {
  type Addition,
  lastMigrationOf,
  migrationFolders,
  planAddition,
  type Surroundings,
  type WantedResource,
} from '#resource/addition.ts';
import { readRecordedProject } from '#resource/known-project.ts';
import { type DiskText, type ResourceChanges, resourceChanges, touchedPaths } from '#resource/resource-changes.ts';
import { createRenderer } from '#scaffold/render.ts';
import { isFileError } from './file-error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { formatWritten } from './format-written.ts';
import { CONFIGURATION_FILE, findConfiguration } from './load-configuration.ts';
import { definedOnly, withCurrentTexts } from './project-setup.ts';
import { clearStaleStagings } from './project-staging.ts';
import { keepUndoRecord, type UndoOutcome, type UndoRecord, undoFolder, undoProject } from './project-undo.ts';
import { digestOf, writeProject } from './project-writer.ts';
import type { ScaffoldOptions } from './scaffold-project.ts';
import { readTemplates } from './template-source.ts';

// Adds a resource to a project that is there, for the command line and the language server: plan, then write what was planned.

export interface ResourceRequest {
  /** Absolute path of a folder of the project. */
  readonly folder: string;
  readonly wanted: WantedResource;
}

export type ResourcePlan =
  | ReadyPlan
  | { readonly kind: 'present'; readonly folder: string; readonly resource: Resource }
  /** The name or the fields cannot be used. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** Nothing can be added here by this program; each a sentence. */
  | { readonly kind: 'refused'; readonly reason: string; readonly advice: string };

export interface ReadyPlan extends ResourceChanges {
  readonly kind: 'plan';
  /** Absolute path of the project. */
  readonly folder: string;
  readonly resource: Resource;
  /** What to look at, and what to run afterwards; each a sentence. */
  readonly notes: readonly string[];
  /** Stands for the texts of the plan, so that nothing else is written than what was shown. */
  readonly digest: string;
}

export interface ApplyRequest extends ResourceRequest {
  /** The plan that the person has agreed to; undefined takes the one of now. */
  readonly digest?: string | undefined;
  /** Whether to write the rest where files have conflicts; the person has agreed. */
  readonly skipConflicts: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Output of formatters. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

export type ApplyOutcome =
  | {
      readonly kind: 'added';
      readonly plan: ReadyPlan;
      readonly notes: readonly string[];
      /** The token for `undo`; undefined where it could not be kept, which a note says. */
      readonly undo: string | undefined;
    }
  /** There are conflicts and nobody has agreed to leave them out; nothing was written. */
  | { readonly kind: 'conflicts'; readonly plan: ReadyPlan }
  /** The files are not those of the plan any more; nothing was written. */
  | { readonly kind: 'outdated'; readonly plan: ReadyPlan }
  | { readonly kind: 'failed'; readonly reason: string; readonly advice: string }
  | { readonly kind: 'cancelled' }
  | Exclude<ResourcePlan, ReadyPlan>;

export interface Resources {
  /** Reads the project and says what would change. Writes nothing, but takes back what a killed run has left half done. */
  readonly plan: (request: ResourceRequest) => Promise<ResourcePlan>;
  readonly apply: (request: ApplyRequest) => Promise<ApplyOutcome>;
  readonly undo: (token: string) => Promise<UndoOutcome>;
}

export async function openResources(options: ScaffoldOptions, fileSystem: FileSystem = nodeFileSystem): Promise<Resources> {
  const templates = options.templates ?? (await readTemplates());
  const surroundings: Surroundings = { templates, render: createRenderer(templates) };
  const records = options.undoFolder ?? undoFolder(options.environment);
  return {
    plan: async (request) => (await planResource(request, surroundings)).plan,
    apply: (request) => apply(request, surroundings, { records, environment: options.environment, fileSystem }),
    undo: (token) => undoProject(token, records),
  };
}

interface Planned {
  readonly plan: ResourcePlan;
  readonly addition?: Addition;
}

const byHand =
  'In other projects the parts of a resource are added by hand: `tiebeam new example --dry-run` lists what there is to write, and the section snippets have the code.';

async function planResource({ folder, wanted }: ResourceRequest, surroundings: Surroundings): Promise<Planned> {
  const file = await findConfiguration(resolve(folder));
  if (file === undefined) {
    const reason = `There is no tiebeam.json in ${resolve(folder)} or above it, so Tiebeam did not make this project and cannot add to it.`;
    return refused(reason, byHand);
  }
  const root = dirname(file);
  // What a killed run has left half done is taken back first, or it would be taken for the person's.
  await clearStaleStagings(root, nodeFileSystem);
  const recorded = readRecordedProject(await readFile(file, 'utf8'));
  if (!recorded.ok) return refused(`${sentences(recorded.problems)}.`, byHand);
  const add = (lastMigration?: number) => planAddition(recorded.value, wanted, surroundings, lastMigration);
  let planned = add();
  if (!planned.ok) {
    const ownPaths = new Set<string | number | undefined>(['name', 'fields']);
    if (planned.problems.every((it) => ownPaths.has(it.path[0])))
      return { plan: { kind: 'problems', problems: planned.problems } };
    return refused(`What tiebeam.json says cannot be built: ${sentences(planned.problems)}.`, byHand);
  }
  if (planned.value.kind === 'present') return { plan: { ...planned.value, folder: root } };
  const migrations = await migrationsOnDisk(root, planned.value);
  planned = add(lastMigrationOf(migrations));
  if (!planned.ok || planned.value.kind === 'present') throw new Error('a later migration changes nothing else');
  const addition = planned.value;
  const { base, theirs } = addition;
  const changes = resourceChanges(base, theirs, await readDisk(root, touchedPaths(base, theirs)));
  const shared = touchedPaths(base, theirs).filter((path) => base.has(path) && path !== CONFIGURATION_FILE);
  const gone = changes.conflicts.filter((it) => it.reason === 'gone').length;
  if (gone === shared.length) {
    return refused(
      `None of the files that a resource is registered in is below ${root}, so it is not the project that tiebeam.json describes.`,
      byHand,
    );
  }
  return { addition, plan: readyPlan(root, addition, changes, migrations) };
}

function readyPlan(folder: string, addition: Addition, changes: ResourceChanges, migrations: readonly string[]): ReadyPlan {
  const known = new Set([...addition.base.keys(), ...addition.theirs.keys()].map((it) => it.slice(it.lastIndexOf('/') + 1)));
  const unnumbered = migrations.filter((it) => !known.has(it) && !/^(\d{4}_|_|\.)/.test(it));
  const notes =
    unnumbered.length > 0
      ? [`There are migrations of your own (${unnumbered.slice(0, 3).join(', ')}); make sure that the new one comes after them.`]
      : [];
  const texts = [[...changes.created], [...changes.changed].map(([path, it]) => [path, it.before, it.after])];
  return { kind: 'plan', folder, resource: addition.resource, ...changes, notes, digest: digestOf(JSON.stringify(texts)) };
}

async function apply(
  request: ApplyRequest,
  surroundings: Surroundings,
  { records, environment, fileSystem }: { records: string; environment: NodeJS.ProcessEnv; fileSystem: FileSystem },
): Promise<ApplyOutcome> {
  const { plan, addition } = await planResource(request, surroundings);
  if (plan.kind !== 'plan' || addition === undefined) return plan.kind === 'plan' ? { kind: 'outdated', plan } : plan;
  if (request.digest !== undefined && request.digest !== plan.digest) return { kind: 'outdated', plan };
  if (plan.conflicts.length > 0 && !request.skipConflicts) return { kind: 'conflicts', plan };
  const files = new Map([...plan.created, ...[...plan.changed].map(([path, it]) => [path, it.after] as const)]);
  const target = plan.folder;
  const written = await writeProject(
    { target, files, existing: 'replace', staging: 'inside', signal: request.signal },
    fileSystem,
  );
  if (written.kind === 'conflicts') return { kind: 'outdated', plan };
  if (written.kind !== 'written') return written;
  const notes = [
    ...plan.notes,
    ...(await formatWritten({
      plan: addition.plan,
      folder: target,
      paths: [...files.keys()],
      environment: definedOnly(environment),
      onOutput: request.onOutput,
    })),
  ];
  const record: UndoRecord = { ...written.record, files: await withCurrentTexts(written.record, [], target), owned: [] };
  try {
    return { kind: 'added', plan, notes, undo: await keepUndoRecord(record, records, fileSystem) };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return {
      kind: 'added',
      plan,
      notes: [...notes, 'It cannot be taken back in one step: the record of it could not be kept.'],
      undo: undefined,
    };
  }
}

/** Names in the folders where the new migration goes. */
async function migrationsOnDisk(root: string, addition: Addition): Promise<readonly string[]> {
  const names = await Promise.all(
    migrationFolders(addition).map(async (folder) => {
      try {
        return await readdir(join(root, folder));
      } catch (error) {
        if (isFileError(error)) return [];
        throw error;
      }
    }),
  );
  return names.flat();
}

async function readDisk(root: string, paths: readonly Path[]): Promise<ReadonlyMap<Path, DiskText>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await readText(join(root, path))] as const)));
}

/** Only what is UTF-8 throughout can be written back as it was. */
async function readText(file: string): Promise<DiskText> {
  const kind = await nodeFileSystem.kindOf(file);
  if (kind === 'missing') return { kind };
  if (kind !== 'file') return { kind: 'unreadable' };
  try {
    const bytes = await readFile(file);
    const text = bytes.toString('utf8');
    return Buffer.from(text).equals(bytes) ? { kind: 'text', text } : { kind: 'unreadable' };
  } catch (error) {
    if (isFileError(error)) return { kind: 'unreadable' };
    throw error;
  }
}

function refused(reason: string, advice: string): Planned {
  return { plan: { kind: 'refused', reason, advice } };
}

function sentences(problems: readonly Problem[]): string {
  return problems.map(({ message }) => message).join('; ');
}
