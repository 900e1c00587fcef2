import type { TokenDefaults, TokenSigning } from '#concepts/kinds/tokens.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { type CodeEdit, editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

type Token = TokenSigning | TokenDefaults;
type Edit = Omit<CodeEdit, 'note'>;

interface Life {
  readonly words: string;
  readonly script: string;
  readonly python: string;
  readonly go: string;
}

const ACCESS: Life = { words: '15 minutes', script: '15m', python: 'minutes=15', go: '15 * time.Minute' };
const REFRESH: Life = { words: '7 days', script: '7d', python: 'days=7', go: '7 * 24 * time.Hour' };
const LINK: Life = { words: '24 hours', script: '24h', python: 'hours=24', go: '24 * time.Hour' };

/** What the names around a token say of how long it is needed. */
function lifeOf(token: Token): Life {
  const names = token.kind === 'token-signing' ? token.hints.join(' ') : '';
  if (/refresh|remember/i.test(names)) return REFRESH;
  return /invit|reset|verif|confirm|activat|unsubscribe|magic|share|download/i.test(names) ? LINK : ACCESS;
}

export function tokenOffer(token: Token): FixOffer {
  return { id: 'add-expiry', kind: 'suggest', title: worded`End the token after ${lifeOf(token).words}` };
}

/** Says when a token ends, in the form of its library; undefined where its claims or options cannot be read. */
export function addTokenEnd(workspace: Workspace, code: LiftedCode, token: Token): FileEdit | undefined {
  const text = workspace.textOf(code.path);
  if (text === undefined || code.facts.container) return undefined;
  const style = styleIn(workspace, code.path);
  const edit = endOf(code.facts, text, token, style);
  return edit && editCode(workspace, code.path, { ...edit, note: worded`Say when the token ends` });
}

function endOf(facts: CodeFacts, text: string, token: Token, style: TextStyle): Edit | undefined {
  const life = lifeOf(token);
  const call = token.call === undefined ? undefined : facts.calls[token.call];
  if (token.kind === 'token-defaults' || token.framework === 'flask-jwt-extended') return inSetting(facts, text, token, life);
  if (!call) return undefined;
  if (token.framework === 'golang-jwt') return inGo(facts, text, call, life);
  if (token.framework === 'python-jwt') return inPython(facts, text, call, life, style);
  const changes =
    token.framework === 'jose' ? inChain(text, call, life, style) : inOptions(facts, text, token, call, life, style);
  return changes && { changes: () => changes };
}

/** `new SignJWT(…)….sign(key)`: one more step before the last, with the blanks that stand before that. */
function inChain(text: string, { nameSpan }: Call, life: Life, style: TextStyle): TextChange[] | undefined {
  const before = /(\s*)\.\s*$/.exec(text.slice(0, nameSpan.start));
  if (!before) return undefined;
  const at = nameSpan.start - before[0].length;
  return [{ span: { start: at, end: at }, text: `${before[1] ?? ''}.setExpirationTime(${quoted(life.script, style)})` }];
}

function inOptions(
  facts: CodeFacts,
  text: string,
  { framework }: Token,
  call: Call,
  life: Life,
  style: TextStyle,
): TextChange[] | undefined {
  const position = framework === 'jsonwebtoken' ? 2 : 1;
  const given = call.args[position];
  const entry = `expiresIn: ${quoted(life.script, style)}`;
  if (!given) return call.args.length === position && !call.isOpen ? addArgument(text, call, `{ ${entry} }`, style) : undefined;
  if (given.kind === 'literal') return [{ span: given.span, text: `{ ${entry} }` }];
  if (given.kind === 'function') return [{ span: { start: given.span.start, end: given.span.start }, text: `{ ${entry} }, ` }];
  const object = objectOf(facts, call.scope, given);
  return object && addEntry(text, object, entry, style);
}

function inPython(facts: CodeFacts, text: string, call: Call, life: Life, style: TextStyle): Edit | undefined {
  const payload = call.args[0] ?? call.keywords.find((it) => it.name === 'payload')?.value;
  const object = payload && objectOf(facts, call.scope, payload);
  const isModule = facts.imports.some((it) => it.module === 'datetime' && it.local === 'datetime' && it.imported !== 'datetime');
  const head = isModule ? 'datetime.' : '';
  const end = `${head}datetime.now(${head}timezone.utc) + ${head}timedelta(${life.python})`;
  const changes = object && addEntry(text, object, `${quoted('exp', style)}: ${end}`, style);
  if (!changes) return undefined;
  return {
    ...(!isModule && { packages: [{ module: 'datetime', names: ['datetime', 'timedelta', 'timezone'] }] }),
    changes: () => changes,
  };
}

/** `False` in the setting or keyword of Flask-JWT-Extended. */
function inSetting(facts: CodeFacts, text: string, { span }: Token, life: Life): Edit | undefined {
  const off = /\bFalse\b(?=[^\n]*$)/.exec(text.slice(span.start, span.end));
  if (!off) return undefined;
  const isModule = facts.imports.some((it) => it.module === 'datetime' && it.local === 'datetime' && it.imported !== 'datetime');
  const start = span.start + off.index;
  const change = {
    span: { start, end: start + 'False'.length },
    text: `${isModule ? 'datetime.' : ''}timedelta(${life.python})`,
  };
  return { ...(!isModule && { packages: [{ module: 'datetime', names: ['timedelta'] }] }), changes: () => [change] };
}

function inGo(facts: CodeFacts, text: string, call: Call, life: Life): Edit | undefined {
  const payload = call.args[1];
  const outer = payload && objectOf(facts, call.scope, payload);
  const embedded = outer?.entries.find((it) => /^(?:RegisteredClaims|StandardClaims)$/.test(it.key))?.value;
  const object = embedded?.kind === 'object' ? embedded : outer;
  const [local = '', type = ''] = object?.type ?? [];
  if (!object || facts.bindings.some((it) => it.name === 'time')) return undefined;
  const end = `time.Now().Add(${life.go})`;
  const entry: readonly [string, string] | undefined =
    type === 'MapClaims'
      ? ['"exp"', `${end}.Unix()`]
      : type === 'RegisteredClaims'
        ? ['ExpiresAt', `${local}.NewNumericDate(${end})`]
        : type === 'StandardClaims'
          ? ['ExpiresAt', `${end}.Unix()`]
          : undefined;
  const changes = entry && addGoEntry(text, object.span, ...entry);
  return changes && { packages: [{ module: 'time' }], changes: () => changes };
}

/** The object itself, or the one that the nearest name of the file is given. */
function objectOf(facts: CodeFacts, scope: ScopeId, value: Value): ObjectValue | undefined {
  if (value.kind === 'object') return value;
  if (value.kind !== 'reference' || value.path.length !== 1) return undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const here = at;
    const origin = facts.bindings.find((it) => it.scope === here && it.name === value.path[0])?.origin;
    if (origin) return origin.kind === 'value' && origin.value.kind === 'object' ? origin.value : undefined;
  }
  return undefined;
}
