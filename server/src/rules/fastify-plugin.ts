import type { Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dependencyVersion } from './dependency-version.ts';

/** Which versions of a plugin go with which major version of Fastify, as its page says. */
export type PluginRanges = Readonly<Record<number, string>>;

/**
 * The versions of a plugin that go with the Fastify of the unit around a file: a plugin for another one stops the server when it starts. The newest
 * where that is not written as a number; undefined where none of them fits.
 */
export function pluginRange(workspace: Workspace, path: Path, ranges: PluginRanges): string | undefined {
  const newest = Math.max(...Object.keys(ranges).map(Number));
  return ranges[dependencyVersion(workspace, path, 'fastify')?.major ?? newest];
}
