import { z } from 'zod';
import type { TimeLimit } from '#concepts/kinds/time-limits.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { listensToItself } from './loopback.ts';
import { addTimeout, timeoutOffer } from './missing-timeout-fix.ts';

interface Data {
  readonly name: string;
  readonly seconds: number;
}

const Level = z.enum(['off', 'info', 'warning', 'error']);

const Options = z
  .strictObject({
    defaultSeconds: z.number().int().positive().default(10).describe('Seconds that messages propose'),
    fetch: Level.default('info').describe('Severity for clients without a limit that is usual for them, such as fetch'),
    inbound: Level.default('warning').describe('Severity for servers that wait for a request without end'),
  })
  .prefault({});

type Options = z.output<typeof Options>;

export default defineRule<Options, Data>({
  id: 'prod/missing-timeout',
  section: 13,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['time-limit'],
  fix: 'suggest',
  options: Options,
  messages: {
    outbound: ({ name, seconds }) => `\`${name}\` may wait for ever; give it a limit such as ${seconds} seconds`,
    outboundLong: ({ name, seconds }) => `\`${name}\` may wait for minutes; give it a limit such as ${seconds} seconds`,
    inbound: ({ name }) => `\`${name}\` waits without end for the rest of a request that has begun`,
    noCtx: ({ name }) =>
      `\`${name}\` ignores the context of its function, so that the request goes on when nobody waits any more`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const limits = conceptsOf(code, 'time-limit');
    if (limits.length === 0 || !runsOnServer(workspace, code)) return;
    const limited = new Map<string, boolean>();
    const isLimited = (framework: string): boolean => {
      const known = limited.get(framework) ?? limitsAll(workspace, code, framework);
      limited.set(framework, known);
      return known;
    };
    for (const limit of limits) {
      const judged = judge(code, limit, options, isLimited);
      if (!judged || judged.severity === 'off') continue;
      const offer = timeoutOffer(code, limit, judged.messageId, options.defaultSeconds);
      yield {
        messageId: judged.messageId,
        data: { name: limit.name, seconds: options.defaultSeconds },
        path: code.path,
        at: { kind: 'span', span: limit.span },
        symbol: symbolAround(code, limit.scope),
        ...(judged.severity !== 'warning' && { severity: judged.severity }),
        offers: offer ? [offer] : [],
      };
    }
  },
  repair({ workspace, options }, { path, at, offers = [] }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const limit =
      code && at.kind === 'span'
        ? conceptsOf(code, 'time-limit').find((it) => it.span.start === at.span.start && it.span.end === at.span.end)
        : undefined;
    const edit = code && limit && addTimeout(workspace, code, limit, options.defaultSeconds);
    return edit ? offers.map((it) => ({ ...it, edits: [edit] })) : [];
  },
});

/** `client.stream("GET", url, timeout=None)`: events are waited for without end, and the author says so. */
function isEndless({ facts }: LiftedCode, { span }: TimeLimit): boolean {
  return facts.calls.some(
    (it) =>
      it.span.start === span.start &&
      it.callee.path.at(-1) === 'stream' &&
      it.keywords.some(({ name, value }) => name === 'timeout' && value.kind === 'literal' && value.value === null),
  );
}

interface Judged {
  readonly messageId: 'outbound' | 'outboundLong' | 'inbound' | 'noCtx';
  readonly severity: Severity | 'off';
}

function judge(
  code: LiftedCode,
  limit: TimeLimit,
  options: Options,
  isLimited: (framework: string) => boolean,
): Judged | undefined {
  if (limit.limit === 'given' || limit.limit === 'unknown') return undefined;
  switch (limit.of) {
    case 'request':
      return hasContext(code, limit) && !isGivenContext(code, limit) ? { messageId: 'noCtx', severity: 'info' } : undefined;
    case 'server': {
      if (isSetOnServer(code) || listensToItself(code.facts, limit.call)) return undefined;
      const isSide = SIDE.test(`${code.path} ${symbolAround(code, limit.scope)}`);
      const isMinor = limit.limit === 'soft' || isSide;
      return { messageId: 'inbound', severity: isMinor && options.inbound !== 'off' ? 'info' : options.inbound };
    }
    default: {
      if (isLimited(limit.framework) || isEndless(code, limit)) return undefined;
      if (limit.limit === 'long') return { messageId: 'outboundLong', severity: 'info' };
      if (limit.limit === 'soft') return { messageId: 'outbound', severity: options.fetch };
      return { messageId: 'outbound', severity: limit.isStream ? 'info' : 'warning' };
    }
  }
}

/** `e.Server.ReadTimeout = 15 * time.Second`: a router that has its own server is told afterwards. */
function isSetOnServer({ facts }: LiftedCode): boolean {
  return facts.assignments.some(
    ({ target }) => target.length > 2 && target.at(-2) === 'Server' && /^Read(Header)?Timeout$/.test(target.at(-1) ?? ''),
  );
}

/** A server for people who look after the process. */
const SIDE = /metrics|pprof|debug|health|profil/i;

function runsOnServer(workspace: Workspace, code: LiftedCode): boolean {
  const unit = workspace.unitOf(code.path);
  if (unit.kind === 'library' || unit.kind === 'frontend') return false;
  return workspace.runtimeOf(code.path) === 'server';
}

/** Whether the unit tells the library once how long all its requests may take. */
function limitsAll(workspace: Workspace, code: LiftedCode, framework: string): boolean {
  return workspace
    .unitOf(code.path)
    .files.some((path) =>
      workspace.files
        .get(path)
        ?.visible.some((it) => it.kind === 'time-limit-default' && it.framework === framework && it.limit !== 'none'),
    );
}

/** `req = req.WithContext(ctx)`: the context follows. */
function isGivenContext({ facts }: LiftedCode, { call: id }: TimeLimit): boolean {
  const call = id === undefined ? undefined : facts.calls[id];
  const [request] = call?.targets ?? [];
  return (
    call !== undefined &&
    facts.calls.some(
      ({ callee: { path }, span }) =>
        path[0] === request && /^(WithContext|Clone)$/.test(path[1] ?? '') && span.start > call.span.end,
    )
  );
}

/** Whether a function around is given a context that it could pass on. */
function hasContext(code: LiftedCode, limit: TimeLimit): boolean {
  const fn = enclosingFunction(code.facts, limit.scope);
  return fn?.fn.parameters.some((it) => it.name !== '_' && it.type?.path.join('.') === 'context.Context') === true;
}
