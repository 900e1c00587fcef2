import { z } from 'zod';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, oneLevelDown, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { handlerAround } from './handlers.ts';

interface Data {
  readonly call: string;
  readonly handler: string;
}

const Options = z
  .strictObject({
    services: z
      .enum(['off', 'info', 'warning'])
      .default('off')
      .describe('Report queries in services where the unit has repositories'),
    allowReads: z.boolean().default(false).describe('Leave reads in handlers alone'),
    minHandlers: z.number().int().nonnegative().default(8).describe('In units with fewer handlers findings are information only'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'structure/db-call-outside-repository',
  section: 1,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'none',
  options: Options,
  messages: {
    inController: ({ call, handler }) =>
      `The handler${handler === '' ? '' : ` \`${handler}\``} queries the database itself with \`${call}\``,
    rawInController: ({ call, handler }) =>
      `The handler${handler === '' ? '' : ` \`${handler}\``} runs SQL itself with \`${call}\``,
    inService: ({ call, handler }) =>
      `The service${handler === '' ? '' : ` function \`${handler}\``} queries the database past its repositories with \`${call}\``,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || /(^|\/)admin\.py$/.test(file.path)) return;
    const queries = conceptsOf(code, 'query').filter((it) => !it.isProbe && !(options.allowReads && it.operation === 'read'));
    if (queries.length === 0) return;
    const layering = workspace.layerOf(file.path);
    if (layering?.layer === 'repository' || layering?.layer === 'middleware') return;
    const isSmall = handlersIn(workspace, code) < options.minHandlers;
    for (const query of queries) {
      const handler = handlerAround(workspace, code, query.scope);
      const isService =
        !handler && layering?.layer === 'service' && options.services !== 'off' && repositories(workspace, code) >= 2;
      if (!handler && !isService) continue;
      if (handler && /health|ready|live(ness)?|ping|status/i.test(handler.name)) continue;
      const call = query.call === undefined ? undefined : code.facts.calls[query.call];
      const isRaw = query.sql !== undefined;
      yield {
        messageId: isService ? 'inService' : isRaw ? 'rawInController' : 'inController',
        data: { call: call?.callee.path.join('.') ?? '', handler: handler?.name ?? symbolAround(code, query.scope) },
        path: code.path,
        at: { kind: 'span', span: query.span },
        symbol: symbolAround(code, query.scope),
        severity:
          isService && options.services !== 'off'
            ? options.services
            : severity(workspace, code, query, { isRaw, isSmall, isWeak: handler?.isWeak ?? false }),
      };
    }
  },
});

function severity(
  workspace: Workspace,
  code: LiftedCode,
  query: Query,
  is: { isRaw: boolean; isSmall: boolean; isWeak: boolean },
): Severity {
  // Reading in a Django view is the framework's own habit; Next.js handlers are often all there is.
  const isMild =
    (query.framework === 'django' && query.operation === 'read') ||
    (workspace.unitOf(code.path).dependencies.has('next') && repositories(workspace, code) < 2);
  const base: Severity = is.isRaw ? 'warning' : isMild || is.isSmall ? 'info' : 'warning';
  return is.isWeak ? oneLevelDown(base) : base;
}

/** Routes and handler functions of the unit; a handful makes a small application, where layers cost more than they give. */
function handlersIn(workspace: Workspace, code: LiftedCode): number {
  const unit = workspace.unitOf(code.path);
  let count = 0;
  for (const path of unit.files) {
    const file = workspace.files.get(path);
    if (!file || workspace.roleOf(path) !== undefined) continue;
    const routes = conceptsOf(file, 'route').length;
    count +=
      routes > 0
        ? routes
        : workspace.layerOf(path)?.layer === 'controller' && file.facts.kind === 'code'
          ? file.facts.scopes.filter((it) => it.fn?.isExported).length
          : 0;
  }
  return count;
}

function repositories(workspace: Workspace, code: LiftedCode): number {
  return workspace.unitOf(code.path).files.filter((it) => workspace.layerOf(it)?.layer === 'repository').length;
}
