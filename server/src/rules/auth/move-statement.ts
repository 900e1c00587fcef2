import { isCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { wholeLines, withComments } from '#fixes/statements.ts';
import { styleOf } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Detection } from '../rule.ts';
import type { Registration } from './order-violations.ts';
import type { OrderData } from './wrong-middleware-order.ts';

/**
 * Moves the statement of a registration to where it works, whole lines only, with the comments right above it. Undefined where something it
 * names is declared between the two places, or where either statement shares its lines with other code.
 */
export function moveStatement(workspace: Workspace, detection: Detection<OrderData>): FileEdit[] | undefined {
  const file = workspace.files.get(detection.path);
  const text = workspace.textOf(detection.path);
  if (!file || !isCode(file) || text === undefined || detection.at.kind !== 'span') return undefined;
  const { span } = detection.at;
  const registrations = file.concepts.filter(
    (it): it is Registration => it.kind === 'route' || it.kind === 'mount' || it.kind === 'middleware',
  );
  const one = registrations.find((it) => it.span.start === span.start && it.span.end === span.end);
  const related = detection.related?.[0]?.at;
  const other = related?.kind === 'span' ? registrations.find((it) => it.span.start === related.span.start) : undefined;
  const call = one?.call === undefined ? undefined : file.facts.calls[one.call];
  if (!one || !other || !call) return undefined;
  const isBehindOther = detection.messageId === 'corsInsideAuth';
  const goesDown = isBehindOther || detection.messageId === 'errorBeforeRoutes' || detection.messageId === 'notFoundBeforeRoutes';
  const lastServed = registrations.filter((it) => it.target === one.target && it.kind !== 'middleware').at(-1);
  const destination = goesDown && !isBehindOther ? lastServed : other;
  const there = destination?.call === undefined ? undefined : file.facts.calls[destination.call];
  if (!there || there.scope !== call.scope || there.form === 'decorator') return undefined;
  const style = styleOf(text, file.facts.language);
  const { lineEnd } = style;
  const [moved, target] = [call, there].map((it) => {
    const lines = wholeLines(text, it.statement);
    return lines && withComments(text, lines, style);
  });
  if (!moved || !target) return undefined;
  if (
    !goesDown &&
    file.facts.bindings.some(
      (it) =>
        call.mentions.includes(it.name) &&
        it.scope === call.scope &&
        it.statement.start >= target.start &&
        it.statement.start < moved.start &&
        it.declares !== 'function',
    )
  ) {
    return undefined;
  }
  const line = text.slice(moved.start, moved.end).trimEnd();
  const at = goesDown ? target.end : target.start;
  const isLast = goesDown && !text.slice(0, at).endsWith('\n');
  // A last line without a line end leaves the one before it in its place.
  const gone =
    text.endsWith('\n') || moved.end < text.length
      ? moved
      : { start: text.slice(0, moved.start).trimEnd().length, end: moved.end };
  const changes = [
    { span: gone, text: '' },
    { span: { start: at, end: at }, text: isLast ? lineEnd + line : line + lineEnd },
  ].sort((a, b) => a.span.start - b.span.start);
  return [{ kind: 'change', path: detection.path, changes, note: worded`Register it where it runs` }];
}
