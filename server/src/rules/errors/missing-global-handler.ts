import { z } from 'zod';
import type { DomainError } from '#concepts/kinds/safeguards.ts';
import type { Fix } from '#fixes/edit.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { absent, type ServedUnit, servedUnit, servedUnits, signs } from '../absence.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { addHandler } from './global-handler-fix.ts';
import { raisedInRequests, readForRaised } from './raised-in-requests.ts';

interface Data {
  readonly name: string;
  readonly error?: string;
}

const Options = z
  .strictObject({
    minRoutes: z.number().int().min(1).default(3).describe('Servers with fewer routes are left alone'),
    handlerNames: z.array(z.string()).default([]).describe('Functions and classes of your own that handle all errors'),
  })
  .prefault({});

/** Fewer plain answers are no format of their own yet. Rule catalogue, errors/missing-global-handler. */
const MANY_ANSWERS = 5;

export default defineRule<z.output<typeof Options>, Data>({
  id: 'errors/missing-global-handler',
  section: 3,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  options: Options,
  messages: {
    missing: ({ name }) => `\`${name}\` has no error handler for all routes, so that each answers its errors in its own way`,
    untranslated: ({ name, error = '' }) =>
      `\`${name}\` has no handler that turns \`${error}\` into an answer; callers get a plain 500`,
    noRecovery: ({ name }) => `A panic in a handler of \`${name}\` is answered by nobody: no recovery is registered`,
  },
  reads: readForRaised,
  *check({ workspace, options }) {
    for (const server of servedUnits(workspace, options.minRoutes)) {
      const raised = raisedInRequests(workspace, server);
      const judged = judge(server, raised.length > 0);
      if (!judged || isHandled(server, options.handlerNames)) continue;
      const error = raised[0]?.name;
      yield {
        ...absent(server, judged.messageId, { name: server.name, ...(error !== undefined && { error }) }, judged.severity),
        severity: judged.severity,
        offers: fixesFor(workspace, server).map(({ id, kind, title }) => ({ id, kind, title })),
      };
    }
  },
  repair({ workspace }, { path }) {
    const served = servedUnit(workspace, workspace.unitOf(path));
    return served ? fixesFor(workspace, served) : [];
  },
});

function fixesFor(workspace: Workspace, server: ServedUnit): readonly Fix[] {
  const fix = addHandler(workspace, server);
  return fix ? [fix] : [];
}

interface Judgement {
  readonly messageId: 'missing' | 'untranslated' | 'noRecovery';
  readonly severity: Severity;
}

/** What the framework does by itself decides what is missing without a handler. */
function judge(server: ServedUnit, raises: boolean): Judgement | undefined {
  switch (server.framework) {
    case 'express':
    case 'koa':
    case 'flask':
      return { messageId: 'missing', severity: 'warning' };
    case 'fastify':
      // Its own answers are JSON already.
      return { messageId: 'missing', severity: 'info' };
    case 'nestjs':
    case 'fastapi':
      return raises ? { messageId: 'untranslated', severity: 'warning' } : undefined;
    case 'django':
    case 'django-rest-framework':
      return raises && server.unit.dependencies.has('djangorestframework')
        ? { messageId: 'untranslated', severity: 'warning' }
        : undefined;
    case 'gin':
      return { messageId: 'noRecovery', severity: 'warning' };
    case 'chi':
    case 'net-http':
      return answersOf(server).length >= MANY_ANSWERS ? { messageId: 'missing', severity: 'info' } : undefined;
    default:
      return undefined;
  }
}

function isHandled(server: ServedUnit, names: readonly string[]): boolean {
  if (signs(server, 'error-handler').length > 0) return true;
  return server.visible.some(
    (it) =>
      it.kind === 'middleware' &&
      (it.role === 'error' || it.role === 'recover' || names.includes(it.name.split('.').at(-1) ?? '')),
  );
}

function answersOf(server: ServedUnit): DomainError[] {
  return server.visible.filter((it): it is DomainError => it.kind === 'domain-error' && it.form === 'answered');
}
