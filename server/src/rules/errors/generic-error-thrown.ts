import { z } from 'zod';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { isAboutTheProgram } from './about-the-program.ts';
import { type GenericError, genericErrors } from './generic-errors.ts';
import { typedError, typedErrorOffers } from './typed-error.ts';

interface Data {
  readonly type: string;
  readonly text: string;
}

/** Words of a message that speak of what a caller did or asked for. */
const DOMAIN =
  "not found|does(n't| not) exist|already (exists|taken|used|registered|in use)|duplicate|invalid|incorrect|expired|unauthori[sz]ed|not authori[sz]ed|forbidden|permission|denied|not allowed|insufficient|out of stock|limit (reached|exceeded)|conflict|must (be|have)|required|cannot|can't|too (many|large|long|short)|no (such|matching)";

const GenericOptions = z
  .strictObject({
    domainPattern: z
      .string()
      .default(DOMAIN)
      .describe('Words in a message that speak of the request rather than of the program, as a regular expression'),
    pythonValueError: z
      .enum(['off', 'domain'])
      .default('domain')
      .describe('Whether a ValueError with such a message counts in services and controllers'),
  })
  .prefault({});
type Options = z.output<typeof GenericOptions>;

export default defineRule<Options, Data>({
  id: 'errors/generic-error-thrown',
  section: 3,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'multi',
  options: GenericOptions,
  messages: {
    domainError: ({ type, text }) =>
      `\`${type}\` with the text "${text}" cannot be told from a fault of the program: give it a class of its own`,
    plainError: ({ type, text }) =>
      text === ''
        ? `A plain \`${type}\` is raised on the way of a request`
        : `A plain \`${type}\` with the text "${text}" is raised on the way of a request`,
    thrownValue: ({ text }) => `A value that is no error is thrown${text === '' ? '' : `: "${text}"`}`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || !isOnRequestPath(workspace, code)) return;
    const domain = new RegExp(options.domainPattern, 'i');
    for (const it of genericErrors(workspace, code)) {
      const isDomain = domain.test(it.text);
      // In Go an error without a type is the rule; one that answers a caller's question is not.
      if (code.facts.language === 'go' && (!isDomain || !(ANSWER.test(it.text) || /\binvalid\b/i.test(it.text)))) continue;
      if (isWhileLoading(code, it.scope)) continue;
      if (isAboutTheProgram(code, it) || (!isDomain && isBesideTheLayer(workspace, code))) continue;
      if (it.form === 'value-error' && (options.pythonValueError === 'off' || !ANSWER.test(it.text))) continue;
      yield detection(workspace, code, it, isDomain);
    }
  },
  repair({ workspace }, { messageId, path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    return code && at.kind === 'span' && messageId === 'domainError' ? typedError(workspace, code, at.span, data) : [];
  },
});

/** A `ValueError` about its own argument is Python's way; one with these words answers a request. */
const ANSWER =
  /not found|does(n't| not) exist|already (exists|taken|used|registered)|duplicate|expired|unauthori[sz]ed|forbidden|permission|denied|not allowed|insufficient|out of stock|limit (reached|exceeded)|conflict/i;

const CONFIGURATION =
  /(^|\/)(config|configuration|settings|setup|bootstrap|(background[-_]?)?(workers?|jobs|queues|tasks)|scheduler|parsers?|decoders?|codecs?)\/|(^|\/)(events?|listeners?|subscribers?|consumers?)\/handlers?\/|(^|\/)(worker|job|queue|tasks)[\w-]*\.\w+$/i;

/** Code that requests run through; commands, libraries, jobs and the start of the program may stop as they like. */
function isOnRequestPath(workspace: Workspace, code: LiftedCode): boolean {
  const { kind, manifest } = workspace.unitOf(code.path);
  if (kind === 'library' || kind === 'frontend' || (kind === 'tool' && manifest !== undefined)) return false;
  const runtime = workspace.runtimeOf(code.path);
  if (runtime === 'browser' || (runtime === 'unknown' && kind === 'fullstack')) return false;
  if (code.facts.hasMarkup || CONFIGURATION.test(code.path)) return false;
  const layer = workspace.layerOf(code.path)?.layer;
  return layer === 'controller' || layer === 'service' || layer === 'repository' || layer === 'middleware';
}

/** `services/clock/util/encode.ts`: what lies in a folder of helpers is no service because of the folder around it. */
function isBesideTheLayer(workspace: Workspace, code: LiftedCode): boolean {
  return (workspace.layerOf(code.path)?.score ?? 0) < 70 && /\/(utils?|helpers?)\/[^/]+$/.test(code.path);
}

/** `const shown = kinds.map((it) => { … throw … })` at the head of a file: nothing starts, and no request is there yet. */
function isWhileLoading({ facts }: LiftedCode, scope: ScopeId): boolean {
  if (facts.language === 'go' || facts.language === 'python') return false;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    const callee = fn?.argumentOf && facts.calls[fn.argumentOf.call]?.callee.path.at(-1);
    if (fn && !/^(map|forEach|flatMap|filter|reduce|fromEntries)$/.test(callee ?? '')) return false;
  }
  return true;
}

function detection(workspace: Workspace, code: LiftedCode, it: GenericError, isDomain: boolean): Detection<Data> {
  const messageId = it.form === 'value' ? 'thrownValue' : isDomain ? 'domainError' : 'plainError';
  const severity: Severity | undefined = it.isWrapping || messageId === 'plainError' ? 'info' : undefined;
  const data = { type: it.type, text: shortened(it.text) };
  return {
    messageId,
    data,
    path: code.path,
    at: { kind: 'span', span: it.span },
    symbol: symbolAround(code, enclosingFunction(code.facts, it.scope)?.id ?? it.scope),
    ...(severity && { severity }),
    ...(messageId === 'domainError' && { offers: typedErrorOffers(workspace, code, data) }),
  };
}

function shortened(text: string): string {
  const clean = text.replaceAll('\uFFFC', '…').replace(/\s+/g, ' ').trim();
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}
