import type { LoggedValue } from '#concepts/kinds/logging.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import { inWords } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface Sensitive {
  readonly kind: 'secret' | 'payload';
  /** True for tokens that open little: of a page, of a form. */
  readonly isMinor: boolean;
  readonly value: LoggedValue;
}

/** What is wrong with writing a value to a log; undefined where nothing is. `names` are the user's own, in any spelling. */
export function judgeLogged(
  code: LiftedCode,
  scope: ScopeId,
  value: LoggedValue,
  names: readonly string[],
): Sensitive | undefined {
  if (names.length === 0 && !HINT.test(value.path.at(-1) ?? '') && !HINT.test(value.field ?? '')) return undefined;
  const last = inWords(value.path.at(-1) ?? '');
  const field = inWords(value.field ?? '');
  if (NOT_THE_VALUE.test(last) || isExplained(value) || isMessage(value)) return undefined;
  // `checkout.token` and `lexer.token` are names of things, `user.token` and `token` open something.
  if (last === 'token' && value.path.length > 1 && !HOLDERS.test(inWords(value.path.at(-2) ?? ''))) return undefined;
  // Parsers have tokens too, and orchestrators keep secrets by their names.
  const fn = enclosingFunction(code.facts, scope)?.fn.name;
  if ([last, field].some((it) => it === 'token' || it === 'secret') && !handsOverCredentials(code.path, fn)) return undefined;
  const own = names.map(inWords);
  const hit = [last, field].find((it) => it !== '' && (SECRET.test(it) || own.includes(it)) && !ABOUT.test(it));
  if (hit !== undefined && !(hit === field && IDENTIFIES.test(last))) return { kind: 'secret', isMinor: MINOR.test(hit), value };
  return isPayload(code, scope, value.path) ? { kind: 'payload', isMinor: false, value } : undefined;
}

/** `MESSAGES.CREATING_TOKEN`: a text about a token, out of a table of texts. */
function isMessage({ path }: LoggedValue): boolean {
  return path.slice(0, -1).some((it) => /(?:^|_)(?:messages?|texts?|strings?|labels?|errors?|codes?|events?)$/.test(inWords(it)));
}

/** Tells whether a logger of the unit blanks the value by its settings. */
export function isRedacted(workspace: Workspace, code: LiftedCode, value: LoggedValue, redactors: readonly string[]): boolean {
  const names = [...value.path.slice(-2), value.field ?? ''].map(inWords);
  return (
    workspace
      .unitOf(code.path)
      .files.some((path) =>
        workspace.files
          .get(path)
          ?.visible.some(
            (it) =>
              it.kind === 'logger-setup' &&
              (it.hasOwnFilter ||
                it.redacts.some((one) => names.includes(inWords(one.split(/[.[\]"']+/).findLast(Boolean) ?? '')))),
          ),
      ) || redactors.some((it) => value.path.includes(it))
  );
}

/** Tells whether a function or its file is about signing in, passwords or paying. */
export function handsOverCredentials(path: string, name: string | undefined): boolean {
  return CREDENTIAL_WORK.test(inWords(name ?? '')) || CREDENTIAL_WORK.test(inWords(path.split('/').slice(-2).join('_')));
}

/** Part of every name that the tables below know; most names have none. */
const HINT = /pass|pwd|secret|token|auth|key|cv[vc]|card|ssn|otp|jwt|body|header|data|json|form|post|cookie|credential/i;

const SECRET =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|(?:access|refresh|auth|session|bearer|reset|id|api|bot|login|jwt|user|csrf|xsrf|cancel)_token|token|authorization|credentials|api_?key|private_key|secret_key|access_key|cvv|cvc|card_number|ssn|otp|jwt)$/;

const HOLDERS =
  /(?:^|_)(?:user|account|req|request|res|response|session|auth|credentials?|data|body|params|query|props|state|payload|this|self|login|config|settings|env|args|opts|options|input|result)$/;

/** Words that show that the value is something about a secret and not the secret. */
const ABOUT =
  /^(?:test|testing|fake|dummy|sample|mock|has|is|should|can|will|did|was|needs?|requires?|use|uses|with|without|no|missing|invalid|bad|wrong|unknown|expected|unexpected|num|number|count|total|max|min|input|output|prompt|completion|cached|usage|llm|public|current|start|end|first|last|prev|previous|left|right|lookahead|sub|stop|special|eos|bos|pad|toggle|show|hide|on|handle|change|forgot|update|set|eof|t|page|next|continuation|sync|push|fcm|apns|expo)_|^(?:tokens?)$(?<!token)/;

/** `token.type`, `password.length`: a part that gives nothing away. */
const NOT_THE_VALUE =
  /(?:^|_)(?:length|size|count|type|name|id|ids|policy|expires|expires_(?:at|in)|expiry|exp|status|kind|error|err|message|field|fields|url|path|header_name)$/;

/** A field called `token` that is given an identifier. */
const IDENTIFIES = /(?:^|_)(?:id|uuid|pk|name|prefix|hint|type|hash|error|err|true|false)$/;

/** Tokens of forms: they open one page. */
const MINOR = /(?:^|_)(?:cancel|csrf|xsrf)_token$/;

const CREDENTIAL_WORK =
  /(?:^|_)(?:log_?in|sign_?in|sign_?up|register|registration|reset|password|auth|authenticate|payments?|checkout|cards?|credentials?)(?:_|\.|$)/;

/** The names of a language's own modules are not values: `settings.PASSWORD` is, `errors.Password` is an error. */
function isExplained({ path }: LoggedValue): boolean {
  if (path.length === 1 && /^[Ee]rr[A-Z]/.test(path[0] ?? '')) return true;
  return /^(?:errors?|messages?|constants?|types?|i18n|strings|labels)$/i.test(path[0] ?? '') || /Error$/.test(path.at(-1) ?? '');
}

/** A whole body or all headers of the request that a function around is given. */
function isPayload(code: LiftedCode, scope: ScopeId, path: readonly string[]): boolean {
  const part = path.at(-1) ?? '';
  if (path.length < 2 || !PAYLOADS.test(part)) return false;
  const [head = '', ...rest] = path;
  if (code.facts.language === 'python' && rest.length === 1 && head === 'request') {
    const isImported = code.facts.imports.some((it) => it.local === 'request' && /^flask/.test(it.module));
    if (isImported) return true;
  }
  for (let at: ScopeId | undefined = scope; at !== undefined; at = code.facts.scopes[at]?.parent) {
    const parameters = code.facts.scopes[at]?.fn?.parameters ?? [];
    const found = parameters.find((it) => it.name === head);
    if (!found) continue;
    if (/Request$|^gin\.Context$|^echo\.Context$|^\*?gin\.Context$/.test(found.type?.path.join('.') ?? ''))
      return !isAnswer(found.name);
    const others = parameters.map((it) => it.name);
    return (
      rest.length <= 2 &&
      /^(?:req|request|ctx|context)$/.test(head) &&
      (others.some((it) => /^(?:res|response|reply|h|next)$/.test(it)) || head === 'request')
    );
  }
  return false;
}

function isAnswer(name: string): boolean {
  return /^res/.test(name);
}

const PAYLOADS = /^(?:body|headers|rawHeaders|data|json|form|POST|Header|Body|cookies|rawBody)$/;
