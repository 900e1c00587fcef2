import type { ResourceConflict } from '#decisions/resource-protocol.ts';

/** What is left to the person, as Markdown: each file with the lines that it needs. */
export function stepsByHand(resource: string, conflicts: readonly ResourceConflict[]): string {
  const files = conflicts.map(({ path, reason, byHand }) => {
    const steps = byHand.map(({ after, instead, lines }) =>
      [
        after === undefined || after.trim() === '' ? '' : `After \`${after.trim()}\`:\n\n`,
        '````diff\n',
        [...instead.map((it) => `- ${it}`), ...lines.map((it) => `+ ${it}`)].join('\n'),
        '\n````',
      ].join(''),
    );
    return [`## ${path}`, `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`, ...steps].join('\n\n');
  });
  return [`# What ${resource} still needs`, ...files].join('\n\n');
}
