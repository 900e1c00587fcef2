import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { wholeLines, withComments } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Detection } from '../rule.ts';
import type { OrderData } from './wrong-middleware-order.ts';

/** Django: moves an entry of the list before another one, with the comments behind and right above it. Undefined where entries share their lines. */
export function moveEntry(workspace: Workspace, { path, at, related }: Detection<OrderData>): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  const there = related?.[0]?.at;
  if (!file || !isCode(file) || text === undefined || at.kind !== 'span' || there?.kind !== 'span') return undefined;
  const style = styleIn(workspace, path);
  const [moved, target] = [at.span, there.span].map((it) => {
    const line = entryLine(text, it);
    return line && withComments(text, line, style);
  });
  if (!moved || !target || target.start >= moved.start) return undefined;
  const line = text.slice(moved.start, moved.end);
  return [
    changeOf(
      path,
      [
        { span: { start: target.start, end: target.start }, text: line },
        { span: moved, text: '' },
      ],
      worded`Put it where it works`,
    ),
  ];
}

/** The whole line of an entry that ends in a comma. */
function entryLine(text: string, { start, end }: Span): Span | undefined {
  const comma = /^[ \t]*,/.exec(text.slice(end));
  return comma ? wholeLines(text, { start, end: end + comma[0].length }) : undefined;
}
