import type { Span } from '#base/span.ts';
import { worded } from '#fixes/wording.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly names: string;
  readonly until: string;
}

const TITLE = worded`Remove the comment`;

export default defineRule<unknown, Data>({
  id: 'meta/unused-suppression',
  section: 0,
  tier: 1,
  severity: 'hint',
  languages: ['typescript', 'javascript', 'python', 'go', 'sql'],
  scope: 'directive',
  fix: 'safe',
  messages: {
    unused: ({ names }) => `This comment has nothing to switch off: \`${names}\` says nothing here`,
    expired: ({ names, until }) => `This comment held until ${until}, so \`${names}\` speaks again`,
  },
  *check({ file, states, stateOf }) {
    for (const { directive, silenced, isExpired } of states) {
      if (directive.form === 'end') continue;
      const idle = directive.rules.filter((it) => !silenced.has(it) && stateOf(it) === 'on');
      if (!isExpired && idle.length === 0) continue;
      const names = (isExpired ? directive.rules : idle).join(', ');
      const isWhole = isExpired || idle.length === directive.rules.length;
      yield {
        messageId: isExpired ? 'expired' : 'unused',
        data: { names, until: directive.until ?? '' },
        path: file.path,
        at: { kind: 'span', span: directive.span },
        ...(isExpired && { severity: 'warning' as const }),
        tags: isExpired ? [] : ['unnecessary'],
        // A block also has an end, and a part of a list is left to the person.
        offers: isWhole && directive.form !== 'start' ? [{ id: 'remove', kind: 'safe', title: TITLE }] : [],
      };
    }
  },
  repair({ workspace }, { at, path, offers }) {
    const text = workspace.textOf(path);
    if (text === undefined || at.kind !== 'span' || !offers?.length) return [];
    if (!text.slice(at.span.start, at.span.end).includes('tiebeam-ignore-')) return [];
    const changes = [{ span: withItsLine(text, at.span), text: '' }];
    return [
      { id: 'remove', kind: 'safe', title: TITLE, edits: [{ kind: 'change', path, changes, note: worded`The comment goes` }] },
    ];
  },
});

/** A comment alone on its line goes with the line, one behind code with the blanks before it. */
function withItsLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  if (before.trim() !== '') return { start: lineStart + before.trimEnd().length, end };
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return after.trim() === '' ? { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 } : { start, end };
}
