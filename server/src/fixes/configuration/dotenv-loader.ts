import type { Path } from '#base/paths.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Whether a file of the unit has dotenv fill the environment, which has to come before the new module reads it; 'other' for a file of its choice. */
export function loaderOf(workspace: Workspace, near: Path): 'none' | 'dotenv' | 'other' {
  const facts = workspace.unitOf(near).files.flatMap((it) => workspace.files.get(it)?.facts ?? []);
  const loading = facts.filter((it) => it.kind === 'code').filter((it) => it.imports.some(({ module }) => module === 'dotenv'));
  if (loading.length === 0) return 'none';
  const isChosen = ({ callee, args }: Call): boolean => callee.path.at(-1) === 'config' && args.length > 0;
  return loading.some((it) => it.calls.some(isChosen)) ? 'other' : 'dotenv';
}
