import { folderOf, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Setting } from '#fixes/configuration/setting.ts';
import { addDependency } from '#fixes/dependency.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addItem } from '#fixes/last-element.ts';
import { afterStatement, indentAt } from '#fixes/statements.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Anchor } from '../rule.ts';

const PACKAGE = 'django-cors-headers';
const COMMON = 'django.middleware.common.CommonMiddleware';

/** The application and the middleware of django-cors-headers, as its manual places them, with the origins of a setting; undefined elsewhere. */
export function corsInDjango(workspace: Workspace, path: Path, at: Anchor, { name }: Setting): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const it = at.kind === 'concept' ? file?.visible[at.index] : undefined;
  if (!file || !isCode(file) || text === undefined || it?.kind !== 'middleware' || it.framework !== 'django') return undefined;
  const listOf = (wanted: string) => {
    const [only, other] = file.facts.bindings.filter((one) => one.scope === 0 && one.name === wanted);
    const value = only?.origin.kind === 'value' ? only.origin.value : undefined;
    return only && !other && value?.kind === 'array' ? { list: value, statement: only.statement } : undefined;
  };
  const apps = listOf('INSTALLED_APPS');
  const middleware = listOf('MIDDLEWARE');
  const next = middleware?.list.items.find((one) => one.kind === 'literal' && one.value === COMMON) ?? middleware?.list.items[0];
  const { folder } = workspace.unitOf(path);
  const manifest =
    addDependency(workspace, folder, 'python', PACKAGE, '>=4.7') ??
    addDependency(workspace, folderOf(folderOf(path)), 'python', PACKAGE, '>=4.7');
  if (!apps || !middleware || !next || !manifest) return undefined;
  const style = styleIn(workspace, path);
  const mark = text.charAt(next.span.start);
  const own: TextStyle = mark === '"' || mark === "'" ? { ...style, quote: mark } : style;
  const app = addItem(text, apps.list, quoted('corsheaders', own), own);
  const isAlone = text.slice(text.lastIndexOf('\n', next.span.start) + 1, next.span.start).trim() === '';
  const gap = isAlone ? style.lineEnd + indentAt(text, next.span.start) : ' ';
  const registered = {
    span: { start: next.span.start, end: next.span.start },
    text: `${quoted('corsheaders.middleware.CorsMiddleware', own)},${gap}`,
  };
  const read = `CORS_ALLOWED_ORIGINS = os.environ[${quoted(name, own)}].split(${quoted(',', own)})`;
  const allowed = afterStatement(text, middleware.statement, read, own, { emptyLine: true });
  if (!app || !allowed) return undefined;
  const use = editCode(workspace, path, {
    packages: [{ module: 'os' }],
    changes: () => [...app, registered, allowed],
    note: worded`Let in the origins of ${name}`,
  });
  return use && [manifest, use];
}
