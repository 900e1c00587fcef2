import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { RememberedString } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import { inWords } from '#workspace/secret-names.ts';

/** Where an address stands, as far as that says what it is for. */
export interface AddressPlace {
  /**
   * request: what a request goes to · base: settings of a client or a name for the API · address: a name for any address · picture: loaded by
   * markup · other: text, links, examples.
   */
  readonly kind: 'request' | 'base' | 'address' | 'picture' | 'other';
  /** True where it is used only if something else is missing. */
  readonly isFallback: boolean;
}

const OTHER: AddressPlace = { kind: 'other', isFallback: false };

/** `text` is the text of the whole file; a few signs before the address are looked at. */
export function placeOfAddress(code: LiftedCode, address: RememberedString, text: string): AddressPlace {
  const { facts } = code;
  const { span } = address;
  const isFallback =
    facts.envReads.some((it) => contains(it.outerSpan, span)) || isAlternative(text, span) || isDefault(text, span);
  if (isSwitched(text, span) || isPreview(code, span) || SAMPLE.test(enclosingFunction(facts, address.scope)?.fn.name ?? ''))
    return OTHER;
  if (isFallback && address.scope !== 0 && isTextOnly(code)) return OTHER;
  const before = text.slice(Math.max(0, span.start - 60), span.start);
  const attribute = /\b([\w-]+)\s*=\s*\{?\s*$/.exec(before)?.[1];
  if (attribute !== undefined && facts.hasMarkup && /^(src|srcSet|poster|action)$/.test(attribute))
    return { kind: 'picture', isFallback };
  if (
    conceptsOf(code, 'http-request').some(
      (it) => isPartOf(it.url?.span, span) || (it.url?.kind === 'reference' && isNamed(code, it.url.path, span)),
    )
  )
    return { kind: 'request', isFallback };
  if (conceptsOf(code, 'http-request').some((it) => it.call !== undefined && isPartOf(facts.calls[it.call]?.args[0]?.span, span)))
    return { kind: 'request', isFallback };
  if (isGiven(code, span)) return { kind: 'address', isFallback };
  const key = /(?:^|[{,(.\s])["']?([\w$]+)["']?\s*[:=]\s*[^,;{}=]*$/.exec(before)?.[1];
  const named = facts.bindings.find(
    (it) => it.origin.kind === 'value' && contains(it.origin.value.span, span) && it.origin.value.kind !== 'function',
  );
  const isDirect = named?.origin.kind === 'value' && /^(literal|template|opaque)$/.test(named.origin.value.kind);
  const name = isDirect ? named?.name : key;
  const words = inWords(name ?? '');
  if (OWN_NAMES.test(words)) return { kind: 'base', isFallback };
  return ANY_NAMES.test(words) ? { kind: 'address', isFallback } : OTHER;
}

/** `Welcome.PreviewProps = { … }`, `Card.args = { … }`, `const previewData = { … }`: what a component is shown with while it is written. */
function isPreview({ facts }: LiftedCode, span: Span): boolean {
  return (
    facts.assignments.some(
      (it) => it.target.length === 2 && /^(?:PreviewProps|args)$/.test(it.target[1] ?? '') && contains(it.span, span),
    ) ||
    facts.bindings.some(
      ({ name, origin }) =>
        origin.kind === 'value' &&
        origin.value.kind === 'object' &&
        /^(?:preview|example|sample|placeholder|mock|demo)(?![a-z])/i.test(inWords(name)) &&
        contains(origin.value.span, span),
    )
  );
}

/** `({ apiHost = 'https://…' })`, `const DEFAULT_SERVER = 'https://…'`: whoever uses it puts another in its place. */
function isDefault(text: string, { start }: Span): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return /[({,]\s*\w+\s*=\s*$/.test(before) || /\b(?:DEFAULT_|default(?=[A-Z]))\w*\s*(?::\s*string\s*)?=\s*$/.test(before);
}

/** A file that asks nothing and gives no address to anything: what it makes of one is shown. */
function isTextOnly(code: LiftedCode): boolean {
  return (
    conceptsOf(code, 'http-request').length === 0 &&
    !code.facts.calls.some((it) => /fetch|axios|client|request|http|socket|^io$/i.test(it.callee.path.join('.'))) &&
    !code.facts.imports.some((it) => /axios|ky|fetch|apollo|socket|graphql|client|api/i.test(it.module))
  );
}

/** Functions that make what is shown before there is anything: `emptyStatus`, `exampleConfig`. */
const SAMPLE = /^(?:empty|blank|example|sample|placeholder)(?![a-z])/;

/** `API`, `apiUrl`, `BASE_URL`, `serverHost`, `socketEndpoint`, `baseURL`: names for where the own server is, and for nobody else's. */
const OWN_NAMES =
  /^(?:(?:react_app|vite|next_public|vue_app|public|dev|local|prod|production|development)_)?(?:api|backend|server|socket|ws|base|graphql|gql)(?:_(?:base|root|server))?(?:_(?:url|uri|host|endpoint|root|origin|path|address|prefix|server))?$/;

/** Names for any address. */
const ANY_NAMES =
  /^(?:(?:rest|service|endpoint|http|root|prefix)(?:_(?:url|uri|host|endpoint))?|url|uri|http_link|axios_base_url|host)$/;

/** Whether a function that does more than look at texts is given the address: `io('http://localhost:3001')`, `useFetch('http://localhost:3001/books')`. */
function isGiven({ facts }: LiftedCode, span: Span): boolean {
  return facts.calls.some((it) => {
    const [first] = it.args;
    const isText = first?.kind === 'literal' || first?.kind === 'template' || first?.kind === 'opaque';
    return isText && contains(first.span, span) && !LOOKS_AT_TEXTS.test(it.callee.path.at(-1) ?? 'then');
  });
}

const LOOKS_AT_TEXTS =
  /^(startsWith|endsWith|includes|indexOf|replace|replaceAll|match|matchAll|test|exec|split|concat|URL|RegExp|log|error|warn|info|debug|t|tc|\$t|i18n|translate|msg|expect|toBe|toEqual|alert|confirm|prompt|Error|TypeError|push|then|catch|it|useState|ref|string|url|default|placeholder|example|describe|setState)$/;

/** `saved || 'http://localhost:3000'`. */
function isAlternative(text: string, { start }: Span): boolean {
  return /(\?\?|\|\|)\s*$/.test(text.slice(Math.max(0, start - 40), start));
}

/** `isDevelopment ? 'http://localhost:3000' : '/api'`: it is asked where the code runs. */
function isSwitched(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 160), start);
  if (/[^?]\?\s*$/.test(before)) return /^\s*:/.test(text.slice(end, end + 40));
  return /\?[^?;]*:\s*$/.test(before) && !/[{,]\s*["']?[\w$]+["']?\s*:\s*$/.test(before);
}

/** Whether a name of the file that a request goes to is given the address. */
function isNamed(code: LiftedCode, [head]: readonly string[], span: Span): boolean {
  return code.facts.bindings.some(
    (it) =>
      it.name === head &&
      it.origin.kind === 'value' &&
      it.origin.value.kind !== 'function' &&
      contains(it.origin.value.span, span),
  );
}

function isPartOf(outer: Span | undefined, inner: Span): boolean {
  return outer !== undefined && contains(outer, inner);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
