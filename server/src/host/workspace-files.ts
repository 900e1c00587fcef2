import { join } from 'node:path';
import { type DiscoveredFile, type DiscoveryOptions, discoverFiles, type SkippedPath } from './discover-files.ts';
import { readSourceNow } from './read-source.ts';

export interface WorkspaceFile extends DiscoveredFile {
  readonly text: string;
}

export interface WorkspaceFiles {
  /** Sorted by path. */
  readonly files: readonly DiscoveredFile[];
  readonly skipped: readonly SkippedPath[];
  /** Reads the files one after the other, those that are binary or gone by now left out. */
  readonly read: () => Generator<WorkspaceFile, void, void>;
}

/** Finds what can be analysed below a folder; the texts are read only when they are asked for, so that never all of them are in memory. */
export async function openWorkspaceFiles(root: string, options: DiscoveryOptions = {}): Promise<WorkspaceFiles> {
  const { files, skipped } = await discoverFiles(root, options);
  return {
    files,
    skipped,
    *read() {
      for (const file of files) {
        const source = readSourceNow(join(root, file.path));
        if (source.kind === 'text') yield { ...file, text: source.text };
      }
    },
  };
}
