import { joinPath, type Path } from '#base/paths.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { layOut } from '#fixes/text-style.ts';
import type { Wording } from '#fixes/wording.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A route of Next.js that answers GET /api/health, beside the others; undefined where those are pages, or something stands before all of them. */
export function nextHealth(workspace: Workspace, unit: Unit, note: Wording): FileEdit | undefined {
  const routes = unit.files.filter((it) => /(?:^|\/)app\/api\/.*\broute\.[jt]s$/.test(it) && workspace.roleOf(it) === undefined);
  const folders = new Set(routes.map((it) => it.slice(0, it.lastIndexOf('app/api/') + 'app/api'.length)));
  const [beside] = routes;
  const [folder, other] = folders;
  const isGuarded = unit.files.some((it) => /(?:^|\/)(?:middleware|proxy)\.[jt]s$/.test(it));
  if (beside === undefined || folder === undefined || other !== undefined || isGuarded) return undefined;
  const isTyped = beside.endsWith('.ts');
  const path: Path | undefined = joinPath(folder, `health/route.${isTyped ? 'ts' : 'js'}`);
  if (path === undefined || workspace.textOf(path) !== undefined) return undefined;
  const text = `export function GET()${isTyped ? ': Response' : ''} {\n\treturn Response.json({ status: 'ok' });\n}\n`;
  return { kind: 'create', path, text: layOut(text, styleIn(workspace, path, beside)), note };
}
