import { isCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { FileEdit } from '../finding.ts';
import type { Detection } from '../rule.ts';
import type { Registration } from './order-violations.ts';
import type { OrderData } from './wrong-middleware-order.ts';

/**
 * Moves the statement of a registration to where it works, whole lines only. Undefined where something it names is
 * declared between the two places, or where either statement shares its lines with other code.
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
  const goesDown = detection.messageId === 'errorBeforeRoutes' || detection.messageId === 'notFoundBeforeRoutes';
  const lastServed = registrations.filter((it) => it.target === one.target && it.kind !== 'middleware').at(-1);
  const destination = goesDown ? lastServed : other;
  const there = destination?.call === undefined ? undefined : file.facts.calls[destination.call];
  if (!there || there.scope !== call.scope) return undefined;
  const moved = wholeLines(text, call.statement.start, call.statement.end);
  const target = wholeLines(text, there.statement.start, there.statement.end);
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
  const line = text.slice(moved.start, moved.end);
  const at = goesDown ? target.end : target.start;
  const lineEnd = line.endsWith('\n') ? '' : '\n';
  const changes = [
    { span: moved, text: '' },
    { span: { start: at, end: at }, text: line + lineEnd },
  ].sort((a, b) => a.span.start - b.span.start);
  return [{ kind: 'change', path: detection.path, changes, note: 'Register it where it runs' }];
}

/** The lines of a statement with their ends; undefined where other code stands on them. */
function wholeLines(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next + 1;
  const around = text.slice(lineStart, start) + text.slice(end, lineEnd).replace(/\/\/.*|;/g, '');
  return around.trim() === '' ? { start: lineStart, end: lineEnd } : undefined;
}
