import { folderOf, isWithin, joinPath, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument } from '#fixes/last-element.ts';
import { indentAt } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Django: the field takes its new name, and the column keeps the old one by `db_column`, so that the database is left alone. Undefined for relations, and
 * where the model or its field cannot be seen for certain.
 */
export function keepDbColumn(workspace: Workspace, path: Path, span: Span): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined) return undefined;
  const step = file.facts.calls.find((it) => it.span.start === span.start && it.callee.path.at(-1) === 'RenameField');
  const [model, from, to] = ['model_name', 'old_name', 'new_name'].map((it) => step && wordOf(step, it));
  const holder = step?.callee.path.slice(0, -1).join('.') ?? '';
  if (!step || model === undefined || from === undefined || to === undefined || holder === '') return undefined;
  if (text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start).trim() !== '') return undefined;
  const field = fieldOf(workspace, path, model, to);
  const models = field && workspace.textOf(field.file.path);
  if (!field || models === undefined) return undefined;
  const style = styleIn(workspace, path);
  const own = styleIn(workspace, field.file.path);
  const named = addArgument(models, field.call, `db_column=${own.quote}${from}${own.quote}`, own);
  if (!named) return undefined;
  const { start, end } = field.call.span;
  const moved = named.map((it) => ({ ...it, span: { start: it.span.start - start, end: it.span.end - start } }));
  const written = applyTextChanges(models.slice(start, end), moved);
  const quoted = (word: string): string => `${style.quote}${word}${style.quote}`;
  const base = indentAt(text, span.start);
  const inner = base + style.indent + style.indent;
  const lines = [
    `${holder}.SeparateDatabaseAndState(`,
    `${base}${style.indent}state_operations=[`,
    `${inner}${text.slice(span.start, span.end).replace(/\n(?=.)/g, `\n${style.indent}${style.indent}`)},`,
    `${inner}${holder}.AlterField(model_name=${quoted(model)}, name=${quoted(to)}, field=${written}),`,
    `${base}${style.indent}],`,
    `${base})`,
  ];
  const migration = editCode(workspace, path, {
    packages: [{ module: 'django.db', names: ['models'] }],
    changes: () => [{ span: step.span, text: lines.join(style.lineEnd) }],
    note: worded`Rename the field in the models only`,
  });
  return migration && [changeOf(field.file.path, named, worded`Keep the column ${from}`), migration];
}

function wordOf(call: Call, name: string): string | undefined {
  const value = call.keywords.find((it) => it.name === name)?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** The field of the application's only model of a name, as a migration can say it too: plain values on one line, and no column of its own. */
function fieldOf(
  workspace: Workspace,
  path: Path,
  model: string,
  name: string,
): { readonly file: LiftedCode; readonly call: Call } | undefined {
  const app = folderOf(folderOf(path));
  const models = joinPath(app, 'models') ?? app;
  const found = [...workspace.files.values()].flatMap((file) => {
    if (!isCode(file) || !(file.path === `${models}.py` || isWithin(models, file.path))) return [];
    const { classes, calls } = file.facts;
    return classes
      .filter((it) => it.name.toLowerCase() === model.toLowerCase())
      .flatMap((it) => {
        const value = it.fields.find((one) => one.name === name)?.value;
        const call = value?.kind === 'call' ? calls[value.call] : undefined;
        return call ? [{ file, call }] : [];
      });
  });
  const [only, second] = found;
  const { callee, args, keywords, isOpen, span } = only?.call ?? {};
  if (!only || second || isOpen || (args?.length ?? 0) > 0 || callee?.path[0] !== 'models' || callee.path.length !== 2)
    return undefined;
  const isPlain = keywords?.every((it) => it.value.kind === 'literal' && it.name !== 'db_column') === true;
  const written = workspace.textOf(only.file.path)?.slice(span?.start, span?.end) ?? '\n';
  return isPlain && !/\n/.test(written) && !/^(?:ForeignKey|OneToOneField|ManyToManyField)$/.test(callee.path[1] ?? '')
    ? only
    : undefined;
}
