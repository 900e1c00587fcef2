import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../finding.ts';

export function moveToConfig(_workspace: Workspace, _path: Path, _span: Span, _name: string): FileEdit[] | undefined {
  return undefined;
}
