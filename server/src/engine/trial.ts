import { LayeredMap } from '#base/layered-map.ts';
import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { liftFile } from '#concepts/lift.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import { createFolder, replaceFacts } from '#link/folder.ts';
import { Linker } from '#link/linker.ts';
import type { Rule } from '#rules/rule.ts';
import { buildWorkspace } from '#workspace/build-workspace.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Baseline } from './baseline.ts';
import { type CrashLog, checkFile, checkWorkspace, type Detected, readsDiffer } from './check-rules.ts';
import { indexFindings, type Reporting } from './finding-index.ts';
import { importersOf } from './importers.ts';
import { injectorsOf, type State } from './state.ts';

/** What a trial has in common with a check. */
export interface TrialTools {
  readonly rules: readonly Rule[];
  readonly catalog: Catalog;
  readonly extract: (path: Path, text: string) => FileFacts | undefined;
  readonly onCrash: CrashLog;
  readonly reporting: (workspace: Workspace) => Reporting;
}

/** Which findings a trial works out: those of the changed files and of these, or all. */
export type Watched = ReadonlySet<Path> | 'all';

/**
 * The state of a folder as it would be with other texts, worked out beside the real one. Costs what the edit would cost: where other files can see
 * nothing of it, the changed files alone; else they and their importers are lifted, and rules over the workspace run once. File rules run on the
 * changed and the watched files.
 */
export function trialOf(base: State, texts: ReadonlyMap<Path, string>, watched: Watched, tools: TrialTools): State {
  return hiddenTrialOf(base, texts, watched, tools) ?? wholeTrial(base, texts, watched, tools);
}

/**
 * The cheap one of the two. Where nothing changes that other files can see, what rules said about the workspace holds: as with an edit inside a
 * function. Undefined elsewhere.
 */
export function hiddenTrialOf(
  base: State,
  texts: ReadonlyMap<Path, string>,
  watched: Watched,
  tools: TrialTools,
): State | undefined {
  const { rules, catalog, onCrash } = tools;
  const facts = new Map<Path, FileFacts>();
  for (const [path, text] of texts) {
    const it = base.folder.files.get(path)?.kind === 'code' ? tools.extract(path, text) : undefined;
    if (it?.kind !== 'code') return undefined;
    facts.set(path, it);
  }
  const folder = replaceFacts(base.folder, texts.keys(), facts);
  const linker = new Linker(folder, injectorsOf(catalog), { from: base.linker, except: new Set(texts.keys()) });
  const edited = new Map<Path, LiftedFile>();
  for (const [path, it] of facts) {
    const before = base.lifted.get(path);
    const after = liftFile(it, linker, catalog);
    if (!before || before.summary() !== after.summary() || readsDiffer(rules, before, after, onCrash)) return undefined;
    edited.set(path, after);
  }
  const lifted = LayeredMap.over(base.lifted, edited);
  const textOf = (path: Path): string | undefined => texts.get(path) ?? base.workspace.textOf(path);
  const workspace: Workspace = { ...base.workspace, files: lifted, linker, textOf };
  const paths = watched === 'all' ? new Set(lifted.keys()) : new Set([...watched, ...texts.keys()]);
  const byFile = new Map<Path, readonly Detected[]>();
  for (const path of paths) {
    const file = edited.get(path);
    byFile.set(path, file ? checkFile(rules, workspace, file, onCrash) : (base.byFile.get(path) ?? []));
  }
  const byWorkspace = [...paths].flatMap((path) => base.index.byWorkspace.get(path) ?? []);
  const index = indexFindings(byFile, byWorkspace, withoutBaseline(tools.reporting(workspace)));
  return { folder, linker, lifted, workspace, byFile, index };
}

function wholeTrial(base: State, texts: ReadonlyMap<Path, string>, watched: Watched, tools: TrialTools): State {
  const { rules, catalog, onCrash } = tools;
  const files = new Map(base.folder.files);
  const isNew = [...texts.keys()].some((path) => !files.has(path));
  for (const [path, text] of texts) {
    const facts = tools.extract(path, text);
    if (facts) files.set(path, facts);
  }
  const folder = createFolder(new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))));
  const reached = importersOf(base.workspace.edges, texts.keys(), folder);
  // A new file may be what an import that led nowhere meant, so that nothing known of imports may be taken over.
  const linker = new Linker(folder, injectorsOf(catalog), isNew ? undefined : { from: base.linker, except: reached });
  const lifted = new Map([...folder.files.keys()].map((path) => [path, base.lifted.get(path)] as const));
  for (const path of reached) {
    const facts = folder.files.get(path);
    if (facts) lifted.set(path, liftFile(facts, linker, catalog));
  }
  const known = new Map([...lifted].flatMap(([path, it]) => (it ? [[path, it] as const] : [])));
  const { configuration, newFiles, envFilesInGit, textOf } = base.workspace;
  const workspace = buildWorkspace({
    files: known,
    linker,
    catalog,
    configuration,
    textOf: (path) => texts.get(path) ?? textOf(path),
    newFiles,
    envFilesInGit,
  });
  const paths = watched === 'all' ? new Set(known.keys()) : new Set([...watched, ...texts.keys()]);
  const byFile = new Map<Path, readonly Detected[]>();
  for (const path of paths) {
    const file = known.get(path);
    if (file) byFile.set(path, checkFile(rules, workspace, file, onCrash));
  }
  const byWorkspace = checkWorkspace(rules, workspace, onCrash).filter((it) => paths.has(it.detection.path));
  return {
    folder,
    linker,
    lifted: known,
    workspace,
    byFile,
    index: indexFindings(byFile, byWorkspace, withoutBaseline(tools.reporting(workspace))),
  };
}

/** What the baseline holds back counts too where a fix would bring it up again. */
function withoutBaseline(reporting: Reporting): Reporting {
  const baseline: Baseline = { ...reporting.baseline, mode: 'off' };
  return { ...reporting, baseline };
}
