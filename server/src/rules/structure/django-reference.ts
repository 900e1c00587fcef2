import { fileName, folderOf, joinPath, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { quoted } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { withoutComments } from './http-reads.ts';

/** A relation that can name its model in a text, which Django looks up when all apps are loaded. */
export interface ModelByName {
  /** Such as `payments.Payment`. */
  readonly models: readonly string[];
  readonly edit: FileEdit;
}

/** Names the models of another app that a file of models imports for its relations; undefined where one of them is used for anything else. */
export function byModelName(workspace: Workspace, from: Path, index: number): ModelByName | undefined {
  const file = workspace.files.get(from);
  if (!file || !isCode(file) || file.facts.language !== 'python' || workspace.layerOf(from)?.layer !== 'model') return undefined;
  const resolution = workspace.linker.resolution(from, index);
  const label = resolution.kind === 'file' ? appLabel(workspace, resolution.path) : undefined;
  if (resolution.kind !== 'file' || label === undefined) return undefined;
  const names = new Map<string, string>();
  for (const [at, it] of file.facts.imports.entries()) {
    const other = workspace.linker.resolution(from, at);
    if (other.kind !== 'file' || other.path !== resolution.path) continue;
    const found = workspace.linker.classOf(workspace.linker.reference(from, 0, [it.local]));
    if (it.imported === '*' || found?.path !== resolution.path || it.scope !== 0) return undefined;
    names.set(it.local, `${label}.${it.imported}`);
  }
  const changes = references(workspace, file, names);
  const edit = changes && editCode(workspace, from, { changes: () => changes, note: worded`Name the model in the relation` });
  return edit && { models: [...names.values()], edit };
}

function references(
  workspace: Workspace,
  code: LiftedCode,
  names: ReadonlyMap<string, string>,
): readonly TextChange[] | undefined {
  const text = workspace.textOf(code.path) ?? '';
  const style = styleIn(workspace, code.path);
  const changes: TextChange[] = [];
  for (const { callee, args, keywords } of code.facts.calls) {
    if (!/^(?:ForeignKey|OneToOneField|ManyToManyField)$/.test(callee.path.at(-1) ?? '')) continue;
    const related = [args[0], ...keywords.filter((it) => /^(?:to|through)$/.test(it.name)).map((it) => it.value)];
    for (const it of related) {
      const model = it?.kind === 'reference' && it.path.length === 1 ? names.get(it.path[0] ?? '') : undefined;
      if (it && model !== undefined) changes.push({ span: it.span, text: quoted(model, style) });
    }
  }
  const plain = withoutComments(text, 'python', { keepsStrings: false });
  for (const local of names.keys()) {
    const imports = code.facts.imports.filter((it) => it.local === local).map((it) => it.statement);
    const uses = [...plain.matchAll(new RegExp(`(?<![\\w.])${local}(?!\\w)`, 'g'))]
      .map((it) => it.index)
      .filter((at) => !imports.some((it) => at >= it.start && at < it.end));
    if (uses.length === 0 || uses.some((at) => !changes.some((it) => it.span.start === at))) return undefined;
  }
  return changes;
}

/** What Django calls the app of a file of models: the label that its `apps.py` gives, or else the folder. */
function appLabel(workspace: Workspace, models: Path): string | undefined {
  const isPackage = fileName(folderOf(models)) === 'models';
  const app = isPackage ? folderOf(folderOf(models)) : folderOf(models);
  if (!isPackage && fileName(models) !== 'models.py') return undefined;
  const apps = workspace.files.get(joinPath(app, 'apps.py') ?? '');
  const labels = apps && isCode(apps) ? apps.facts.classes.flatMap((it) => it.fields.filter((one) => one.name === 'label')) : [];
  const [label] = labels;
  if (label) return label.value?.kind === 'literal' && typeof label.value.value === 'string' ? label.value.value : undefined;
  return app === '' ? undefined : fileName(app);
}
