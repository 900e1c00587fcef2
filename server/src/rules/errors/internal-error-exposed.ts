import { z } from 'zod';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { type ErrorText, errorTextIn } from './error-text.ts';
import { isMeantForClients, statusOf } from './meant-for-clients.ts';
import { passedAnswers } from './passed-answers.ts';
import { safeAnswer, safeAnswerOffers } from './safe-answer.ts';

interface Data {
  readonly text: string;
  readonly status?: number;
}

const ExposureOptions = z
  .strictObject({
    allowIn4xx: z.boolean().default(false).describe('Lets the text of an error through in answers with a status of 400 to 499'),
    guards: z
      .array(z.string())
      .default([])
      .describe('Names in a condition that tell errors for clients from internal ones, besides the built-in ones'),
  })
  .prefault({});
type Options = z.output<typeof ExposureOptions>;

export default defineRule<Options, Data>({
  id: 'errors/internal-error-exposed',
  section: 3,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: ExposureOptions,
  messages: {
    stack: ({ text }) => `The client gets the stack of an internal error: \`${text}\``,
    wholeError: ({ text }) => `The client gets the whole error object \`${text}\``,
    message: ({ text, status }) =>
      status === undefined
        ? `The client gets the text of an internal error: \`${text}\``
        : `The answer ${status} carries the text of an internal error: \`${text}\``,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.runtimeOf(code.path) === 'browser') return;
    for (const response of [...conceptsOf(code, 'response'), ...conceptsOf(code, 'notice'), ...passedAnswers(workspace, code)]) {
      const body = response.kind === 'response' ? response.body : response.text;
      if (!body || isBeforeRequests(code, response.scope)) continue;
      const found = errorTextIn(workspace, code, response.scope, body);
      if (!found || isMeantForClients(workspace, code, response, found, options)) continue;
      const { what, text, origin } = found;
      const status = statusOf(response);
      const isGo = code.facts.language === 'go' || code.facts.language === 'python';
      yield {
        messageId: what === 'whole' ? (isGo ? 'message' : 'wholeError') : what,
        data: { text, ...(status !== undefined && { status }) },
        path: code.path,
        at: { kind: 'span', span: response.span },
        symbol: symbolAround(code, origin?.scope ?? response.scope),
        ...severityOf(found, status, isGo, isWebhook(code, response.scope)),
        offers: what === 'message' ? safeAnswerOffers(workspace, code, response.scope, text) : [],
      };
    }
  },
  repair({ workspace }, { messageId, path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    return code && at.kind === 'span' && messageId === 'message' ? safeAnswer(workspace, code, at.span, data) : [];
  },
});

function severityOf(
  { what }: ErrorText,
  status: number | undefined,
  isGo: boolean,
  isWebhook: boolean,
): { readonly severity?: Severity } {
  if (isWebhook) return { severity: 'info' };
  if (what === 'stack') return { severity: 'error' };
  return what === 'whole' && !isGo && (status === undefined || status >= 500) ? { severity: 'error' } : {};
}

/** What NestJS calls while a module starts or ends; no client waits for it. */
function isBeforeRequests({ facts }: LiftedCode, scope: ScopeId): boolean {
  return /^(?:onModuleInit|onModuleDestroy|onApplication(?:Bootstrap|Shutdown)|beforeApplicationShutdown)$/.test(
    enclosingFunction(facts, scope)?.fn.name ?? '',
  );
}

function isWebhook(code: LiftedCode, scope: ScopeId): boolean {
  return /webhook/i.test(code.path) || /webhook/i.test(enclosingFunction(code.facts, scope)?.fn.name ?? '');
}
