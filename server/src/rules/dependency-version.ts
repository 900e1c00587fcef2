import type { Path } from '#base/paths.ts';
import { type LowestVersion, lowestVersion } from '#base/version.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The lowest version of a package that the `package.json` around a file takes; undefined where it names none or writes no number. */
export function dependencyVersion(workspace: Workspace, path: Path, name: string): LowestVersion | undefined {
  const { manifest } = workspace.unitOf(path);
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  if (facts?.kind !== 'package-manifest') return undefined;
  return lowestVersion(facts.dependencies.find((it) => it.name === name)?.version ?? '');
}
