import { defineRule } from '../rule.ts';

interface Data {
  readonly name: string;
  readonly meant: string;
}

export default defineRule<unknown, Data>({
  id: 'meta/bare-suppression',
  section: 0,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go', 'sql'],
  scope: 'directive',
  fix: 'none',
  messages: {
    noRule: () => 'This comment names no rule, so it switches nothing off',
    unknownRule: ({ name, meant }) => `There is no rule \`${name}\`${meant === '' ? '' : `; did you mean \`${meant}\`?`}`,
    noReason: ({ name }) => `Say why \`${name}\` does not hold here, after two dashes`,
  },
  *check({ workspace, file, states, stateOf, nearest }) {
    const { requireReason } = workspace.configuration.suppress;
    for (const { directive } of states) {
      if (directive.form === 'end') continue;
      const at = { kind: 'span', span: directive.span } as const;
      if (directive.rules.length === 0) yield { messageId: 'noRule', data: { name: '', meant: '' }, path: file.path, at };
      for (const name of directive.rules.filter((it) => stateOf(it) === 'unknown'))
        yield { messageId: 'unknownRule', data: { name, meant: nearest(name) ?? '' }, path: file.path, at };
      const unexplained = directive.rules.find(
        (it) => requireReason === true || (requireReason !== false && requireReason.includes(it)),
      );
      if (unexplained !== undefined && directive.reason === undefined)
        yield { messageId: 'noReason', data: { name: unexplained, meant: '' }, path: file.path, at };
    }
  },
});
