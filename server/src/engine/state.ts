import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Folder } from '#link/folder.ts';
import type { Linker } from '#link/linker.ts';
import type { Injector } from '#link/trail.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Detected } from './check-rules.ts';
import type { FindingIndex } from './finding-index.ts';

/** All that was derived from the facts of a folder at one time. Immutable. */
export interface State {
  readonly folder: Folder;
  readonly linker: Linker;
  readonly lifted: ReadonlyMap<Path, LiftedFile>;
  readonly workspace: Workspace;
  /** What the file rules said, by file. */
  readonly byFile: ReadonlyMap<Path, readonly Detected[]>;
  readonly index: FindingIndex;
}

/** What the frameworks of a catalogue inject. */
export function injectorsOf(catalog: Catalog): Injector[] {
  return catalog.models.flatMap((model) =>
    (model.injectors ?? []).flatMap((it) => model.modules.map((module) => ({ module, ...it }))),
  );
}
