import { fileName, folderOf, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { exampleEdit, placeholder } from '#fixes/configuration/env-example.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Lets compose refuse to start without a variable, in place of the text that stands in for it, with its key in the example beside the file.
 * Undefined for a file whose name says that it is for development or tests, where the default is meant.
 */
export function insistInCompose(workspace: Workspace, path: Path, name: string, span: Span): FileEdit[] | undefined {
  const text = workspace.textOf(path);
  if (text === undefined || /(?:^|[._-])(?:dev|development|local|test|tests|ci|e2e|override)(?=[._-])/i.test(fileName(path)))
    return undefined;
  const written = text.slice(span.start, span.end);
  const changes: TextChange[] = [...written.matchAll(new RegExp(`\\$\\{${name}(:?-[^}$]+)\\}`, 'g'))].map((it) => {
    const end = span.start + it.index + it[0].length - 1;
    return { span: { start: end - (it[1]?.length ?? 0), end }, text: `:?${name} is not set` };
  });
  const example = [...workspace.files.values()].find(
    ({ facts }) => facts.kind === 'env-file' && facts.isExample && folderOf(facts.path) === folderOf(path),
  )?.facts;
  const listed = example?.kind === 'env-file' ? exampleEdit(workspace, example, [{ name, value: placeholder(name) }]) : undefined;
  return changes.length === 0 ? undefined : [changeOf(path, changes, worded`End without ${name}`), ...(listed ? [listed] : [])];
}
