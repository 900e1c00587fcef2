import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { usesOf } from '#fixes/logging/log-uses.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { BOUND, callsTo, type LogBinding, NO_LOGGER } from './log-binding.ts';

/** What a middleware of Go does so that the log carries its id. */
export interface GoBinding extends LogBinding {
  /** The package of the middleware brings what the log needs. */
  readonly log: 'slog' | 'zerolog' | undefined;
}

const WITH_CONTEXT = worded`Log with slog.InfoContext and its like, given the context of the request, so that the lines carry the id`;
const FROM_CONTEXT = worded`Log with zerolog.Ctx, given the context of the request, so that the lines carry the id`;
const LEFT = worded`Have the logger write the id of the context with its lines by hand, because the way in which it is made is not known for certain`;

/** Has `slog` write the ids of requests, by a handler around those of the unit, or the logger of zerolog that the context of a request holds. */
export function bindGoLog(workspace: Workspace, near: LiftedCode, module: Path): GoBinding {
  const uses = new Set(usesOf(workspace, near).map((it) => it.module));
  const files = applicationFiles(workspace, workspace.unitOf(near.path), 'go');
  if (uses.size === 0) return { parts: [], log: undefined, left: NO_LOGGER };
  if (uses.has('log/slog')) {
    const made = callsTo(workspace, files, 'log/slog', ['New']);
    const parts = made.flatMap(({ file, call }) => {
      const [handler, other] = call.args;
      // What writes through the standard log would wait for itself once it is the default.
      const isDefault = handler?.kind === 'call' && file.facts.calls[handler.call]?.callee.path.at(-1) === 'Handler';
      if (!handler || other || call.isOpen || isDefault) return [];
      const { start, end } = handler.span;
      return [
        {
          path: file.path,
          own: [{ from: module, name: 'NewHandler' }],
          changes: (written: (name: string) => string) => [
            { span: { start, end: start }, text: `${written('NewHandler')}(` },
            { span: { start: end, end }, text: ')' },
          ],
          note: BOUND,
        },
      ];
    });
    if (parts.length > 0 && parts.length === made.length) return { parts, log: 'slog', left: WITH_CONTEXT };
  } else if (uses.has('github.com/rs/zerolog/log')) return { parts: [], log: 'zerolog', left: FROM_CONTEXT };
  return { parts: [], log: undefined, left: LEFT };
}
