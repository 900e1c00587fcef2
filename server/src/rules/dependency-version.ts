import type { Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface DependencyVersion {
  readonly major: number;
  /** 0 where only the major version is written. */
  readonly minor: number;
}

/** The lowest version of a package that the `package.json` around a file takes; undefined where it names none or writes no number. */
export function dependencyVersion(workspace: Workspace, path: Path, name: string): DependencyVersion | undefined {
  const { manifest } = workspace.unitOf(path);
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  if (facts?.kind !== 'package-manifest') return undefined;
  const version = facts.dependencies.find((it) => it.name === name)?.version ?? '';
  const found = /^[\^~>=v\s]*(\d+)(?:\.(\d+))?/.exec(version);
  return found ? { major: Number(found[1]), minor: Number(found[2] ?? 0) } : undefined;
}
