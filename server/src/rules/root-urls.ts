import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The module with the outermost URL patterns of a Django project, as its settings name it. */
export interface RootUrls {
  /** `shop.urls`. */
  readonly module: string;
  readonly file: LiftedCode;
}

/** What `ROOT_URLCONF` names; undefined where no file, or more than one, has that name. */
export function rootUrls(workspace: Workspace, settings: Path): RootUrls | undefined {
  const file = workspace.files.get(settings);
  const module = file && isCode(file) ? namedUrls(file) : undefined;
  if (module === undefined) return undefined;
  const ending = `${module.replaceAll('.', '/')}.py`;
  const [urls, other] = workspace.unitOf(settings).files.filter((it) => it === ending || it.endsWith(`/${ending}`));
  const found = urls === undefined ? undefined : workspace.files.get(urls);
  return other === undefined && found && isCode(found) ? { module, file: found } : undefined;
}

function namedUrls({ facts }: LiftedCode): string | undefined {
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === 'ROOT_URLCONF')?.origin;
  const value = origin?.kind === 'value' && origin.value.kind === 'literal' ? origin.value.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
