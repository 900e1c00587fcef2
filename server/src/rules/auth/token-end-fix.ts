import type { TokenDefaults, TokenSigning } from '#concepts/kinds/tokens.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { writtenObject } from '#concepts/written-object.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import { listedInExample } from '#fixes/configuration/env-example.ts';
import { isDjangoSettings, readAsIn } from '#fixes/configuration/python-configuration.ts';
import { entryFor, importsOf } from '#fixes/configuration/use-setting.ts';
import { type FileEdit, type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { type CodeEdit, editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addGoEntry } from '#fixes/go-literal.ts';
import type { ImportsWanted } from '#fixes/imports.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { fixedLife, type Life, type LifeSetting, lifeFrom, lifeSetting } from './token-life.ts';

type Token = TokenSigning | TokenDefaults;
type Edit = Omit<CodeEdit, 'note'>;

/** What a token without an end may be given: a fixed one, and one from the configuration where the unit has a module for that. */
export function tokenOffers(workspace: Workspace, code: LiftedCode, token: Token): readonly FixOffer[] {
  const setting = settingUse(workspace, code, token);
  return [fixedOffer(token), ...(setting ? [settingOffer(setting)] : [])];
}

/** Says when a token ends, in the form of its library; nothing where its claims or options cannot be read. */
export function addTokenEnd(workspace: Workspace, code: LiftedCode, token: Token): readonly Fix[] {
  const text = workspace.textOf(code.path);
  if (text === undefined || code.facts.container) return [];
  const style = styleIn(workspace, code.path);
  const edit = (life: Life): Edit | undefined => endOf(code.facts, text, token, style, life);
  const literal = edit(fixedLife(token));
  const fixed = literal && editCode(workspace, code.path, { ...literal, note: worded`Say when the token ends` });
  if (!literal || !fixed) return [];
  const fixes: Fix[] = [{ ...fixedOffer(token), edits: [fixed] }];
  const use = settingUse(workspace, code, token);
  if (!use) return fixes;
  const { imports, value, edits, setting, unit, isNew } = use;
  const configured = editCode(workspace, code.path, {
    own: imports.own ?? [],
    packages: [...(imports.packages ?? []), ...(literal.packages ?? [])],
    changes: (written) => edit(lifeFrom(value(written), unit))?.changes(written) ?? [],
    note: worded`Say when the token ends`,
  });
  // What has a default needs no list of its own.
  const hasExample = workspace.environmentOf(workspace.unitOf(code.path)).examples.length > 0;
  const example = isNew && hasExample ? listedInExample(workspace, code.path, [setting]) : undefined;
  return configured
    ? [...fixes, { ...settingOffer(use), edits: joinEdits([...edits, ...(example ? [example] : []), configured]) }]
    : fixes;
}

function fixedOffer(token: Token): FixOffer {
  return { id: 'add-expiry', kind: 'suggest', title: worded`End the token after ${fixedLife(token).words}` };
}

function settingOffer({ setting }: LifeSetting): FixOffer {
  return { id: 'expiry-from-config', kind: 'multi', title: worded`End the token after ${setting.name} of the configuration` };
}

interface SettingUse extends LifeSetting {
  /** Of the module that declares it. */
  readonly edits: readonly FileEdit[];
  readonly isNew: boolean;
  readonly imports: ImportsWanted;
  readonly value: (written: (name: string) => string) => string;
}

/** The setting in a module that is there: the life of a token alone is no reason for one. */
function settingUse(workspace: Workspace, code: LiftedCode, token: Token): SettingUse | undefined {
  const life = lifeSetting(workspace, code.path, token);
  if (!life) return undefined;
  const isOwn = workspace.environmentOf(workspace.unitOf(code.path)).configModules.includes(code.path);
  if (token.kind === 'token-defaults' && (isOwn || isDjangoSettings(workspace, code))) {
    const { value, reader } = readAsIn(code, life.setting, styleIn(workspace, code.path));
    // Settings that read nothing of the environment so far are no place for the first read.
    if (reader === undefined && code.facts.envReads.length === 0) return undefined;
    return {
      ...life,
      edits: [],
      isNew: true,
      imports: reader === undefined ? { packages: [{ module: 'os' }] } : {},
      value: () => value,
    };
  }
  const entry = entryFor(workspace, code.path, token.scope, life.setting);
  if (!entry?.edits.every((it) => it.kind === 'change')) return undefined;
  const { edits } = entry;
  return {
    ...life,
    edits,
    isNew: edits.length > 0,
    imports: importsOf(entry),
    value: (written) => written(entry.name) + entry.usage,
  };
}

function endOf(facts: CodeFacts, text: string, token: Token, style: TextStyle, life: Life): Edit | undefined {
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
  return [{ span: { start: at, end: at }, text: `${before[1] ?? ''}.setExpirationTime(${life.text(style)})` }];
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
  const entry = `expiresIn: ${life.option(style)}`;
  if (!given) return call.args.length === position && !call.isOpen ? addArgument(text, call, `{ ${entry} }`, style) : undefined;
  if (given.kind === 'literal') return [{ span: given.span, text: `{ ${entry} }` }];
  if (given.kind === 'function') return [{ span: { start: given.span.start, end: given.span.start }, text: `{ ${entry} }, ` }];
  const outer = writtenObject(facts, call.scope, given);
  const sign = framework === 'fastify-jwt' ? outer?.entries.find((it) => it.key === 'sign')?.value : undefined;
  const object = sign ? writtenObject(facts, call.scope, sign) : outer;
  return object && addEntry(text, object, entry, style);
}

function inPython(facts: CodeFacts, text: string, call: Call, life: Life, style: TextStyle): Edit | undefined {
  const payload = call.args[0] ?? call.keywords.find((it) => it.name === 'payload')?.value;
  const object = payload && writtenObject(facts, call.scope, payload);
  const isModule = facts.imports.some((it) => it.module === 'datetime' && it.local === 'datetime' && it.imported !== 'datetime');
  const head = isModule ? 'datetime.' : '';
  const end = `${head}datetime.now(${head}timezone.utc) + ${head}timedelta(${life.delta})`;
  const changes = object && addEntry(text, object, `${quoted('exp', style)}: ${end}`, style);
  if (!changes) return undefined;
  return {
    ...(!isModule && { packages: [{ module: 'datetime', names: ['datetime', 'timedelta', 'timezone'] }] }),
    changes: () => changes,
  };
}

/** `False`, or a life that is written out, in the setting or keyword of a library that has tokens for renewal besides. */
function inSetting(facts: CodeFacts, text: string, { span }: Token, life: Life): Edit | undefined {
  const old = /\bFalse\b(?=[^\n]*$)|^(?:datetime\.)?timedelta\([^()]*\)$/.exec(text.slice(span.start, span.end));
  if (!old) return undefined;
  const isModule = facts.imports.some((it) => it.module === 'datetime' && it.local === 'datetime' && it.imported !== 'datetime');
  const start = span.start + old.index;
  const change = {
    span: { start, end: start + old[0].length },
    text: `${isModule ? 'datetime.' : ''}timedelta(${life.delta})`,
  };
  return { ...(!isModule && { packages: [{ module: 'datetime', names: ['timedelta'] }] }), changes: () => [change] };
}

function inGo(facts: CodeFacts, text: string, call: Call, life: Life): Edit | undefined {
  const payload = call.args[1];
  const outer = payload && writtenObject(facts, call.scope, payload);
  const embedded = outer?.entries.find((it) => /^(?:RegisteredClaims|StandardClaims)$/.test(it.key))?.value;
  const object = embedded?.kind === 'object' ? embedded : outer;
  const [local = '', type = ''] = object?.type ?? [];
  if (!object || facts.bindings.some((it) => it.name === 'time')) return undefined;
  const end = `time.Now().Add(${life.duration})`;
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
