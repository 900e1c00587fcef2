import { LayeredMap } from '#base/layered-map.ts';
import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { liftFile } from '#concepts/lift.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import { createFolder, type Folder, replaceFacts } from '#link/folder.ts';
import { Linker } from '#link/linker.ts';
import type { Rule } from '#rules/rule.ts';
import { buildWorkspace } from '#workspace/build-workspace.ts';
import type { EnvFilesInGit } from '#workspace/env-files-in-git.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type CrashLog, checkFile, checkWorkspace, type Detected, readsDiffer } from './check-rules.ts';
import { differingFiles, indexFindings, type Reporting, reindexFindings } from './finding-index.ts';
import { importersOf } from './importers.ts';
import { injectorsOf, type State } from './state.ts';

/** All that a state is derived from. */
export interface Sources {
  readonly facts: ReadonlyMap<Path, FileFacts>;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  readonly newFiles: ReadonlySet<Path> | undefined;
  readonly envFilesInGit: EnvFilesInGit | undefined;
  readonly textOf: (path: Path) => string | undefined;
  readonly onCrash: CrashLog;
  readonly reporting: (workspace: Workspace) => Reporting;
}

/** How much work a check did, for tests that count it and for the status item. */
export interface Work {
  readonly lifted: number;
  readonly filesChecked: number;
  readonly workspaceChecked: boolean;
}

export interface Derived {
  readonly state: State;
  /** Files whose findings, or the places that these name, may differ from those before; files that went are among them. */
  readonly changed: ReadonlySet<Path>;
  readonly work: Work;
}

/** None takes longer than one file or one rule over all of them. */
export type Steps = Generator<void, Derived, void>;

/** Derives everything from the facts. `before` is what was known until now, to tell what changed. */
export function* derive(sources: Sources, pending: ReadonlySet<Path>, before: State | undefined): Steps {
  const folder = createFolder(new Map([...sources.facts].sort(([a], [b]) => (a < b ? -1 : 1))));
  const linker = new Linker(folder, injectorsOf(sources.catalog));
  const lifted = new Map<Path, LiftedFile>();
  for (const [path, facts] of folder.files) {
    lifted.set(path, liftFile(facts, linker, sources.catalog));
    yield;
  }
  return yield* checkAll(sources, { folder, linker, lifted }, { lifted: lifted.size, pending, before });
}

/** Derives what new facts of some files change; the rest is kept. */
export function* deriveAgain(sources: Sources, pending: ReadonlySet<Path>, before: State): Steps {
  const { catalog, rules, onCrash } = sources;
  const folder = replaceFacts(before.folder, pending, sources.facts);
  const linker = new Linker(folder, injectorsOf(catalog), { from: before.linker, except: pending });
  const edited = new Map<Path, LiftedFile>();
  const seenByOthers: Path[] = [];
  let isRead = false;
  for (const path of pending) {
    const facts = sources.facts.get(path);
    if (!facts) continue;
    const file = liftFile(facts, linker, catalog);
    const old = before.lifted.get(path);
    if (file.summary() !== old?.summary()) seenByOthers.push(path);
    else isRead ||= readsDiffer(rules, old, file, onCrash);
    edited.set(path, file);
  }
  const lifted = LayeredMap.over(before.lifted, edited);
  if (seenByOthers.length > 0 || isRead)
    return yield* spread(sources, { folder, lifted: new Map(lifted), seenByOthers }, pending, before);
  const workspace: Workspace = { ...before.workspace, files: lifted, linker };
  const detected = new Map([...edited].map(([path, file]) => [path, checkFile(rules, workspace, file, onCrash)]));
  const byFile = LayeredMap.over(before.byFile, detected);
  const { index, changed } = reindexFindings(before.index, byFile, pending, sources.reporting(workspace));
  const state = { folder, linker, lifted, workspace, byFile, index };
  return { state, changed, work: { lifted: pending.size, filesChecked: pending.size, workspaceChecked: false } };
}

interface Edited {
  readonly folder: Folder;
  readonly lifted: Map<Path, LiftedFile>;
  readonly seenByOthers: readonly Path[];
}

/** What other files see has changed: everything that can reach a changed file is lifted again, and all rules run. */
function* spread(sources: Sources, { folder, lifted, seenByOthers }: Edited, pending: ReadonlySet<Path>, before: State): Steps {
  const reached = importersOf(before.workspace.edges, seenByOthers, folder);
  for (const path of pending) reached.add(path);
  const linker = new Linker(folder, injectorsOf(sources.catalog), { from: before.linker, except: reached });
  for (const path of reached) {
    const facts = folder.files.get(path);
    if (facts) lifted.set(path, liftFile(facts, linker, sources.catalog));
    yield;
  }
  return yield* checkAll(sources, { folder, linker, lifted }, { lifted: reached.size, pending, before });
}

interface Lifted {
  readonly folder: Folder;
  readonly linker: Linker;
  readonly lifted: ReadonlyMap<Path, LiftedFile>;
}

interface Occasion {
  /** How many files were lifted for this. */
  readonly lifted: number;
  readonly pending: ReadonlySet<Path>;
  readonly before: State | undefined;
}

function* checkAll(sources: Sources, { folder, linker, lifted }: Lifted, occasion: Occasion): Steps {
  const { rules, onCrash } = sources;
  const workspace = buildWorkspace({ ...sources, files: lifted, linker });
  const byFile = new Map<Path, readonly Detected[]>();
  for (const [path, file] of lifted) {
    const detected = checkFile(rules, workspace, file, onCrash);
    if (detected.length > 0) byFile.set(path, detected);
    yield;
  }
  const byWorkspace: Detected[] = [];
  for (const rule of rules) {
    byWorkspace.push(...checkWorkspace([rule], workspace, onCrash));
    yield;
  }
  const index = indexFindings(byFile, byWorkspace, sources.reporting(workspace));
  const { before, pending } = occasion;
  const changed = before ? differingFiles(before.index, index, pending) : new Set(index.findings.keys());
  const state = { folder, linker, lifted, workspace, byFile, index };
  return { state, changed, work: { lifted: occasion.lifted, filesChecked: lifted.size, workspaceChecked: true } };
}
