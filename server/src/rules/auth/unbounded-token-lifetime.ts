import { z } from 'zod';
import type { TokenDefaults, TokenSigning } from '#concepts/kinds/tokens.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, isStandIn, symbolAround } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { addTokenEnd, tokenOffers } from './token-end-fix.ts';
import { inWordsForPeople, secondsInText } from './token-lifetimes.ts';

interface Data {
  /** The call that signs, or the setting. */
  readonly name: string;
  /** How long it is good for, in words. */
  readonly lifetime: string;
}

const Options = z
  .strictObject({
    maxAccess: z
      .string()
      .regex(/^\d+\s*[smhdw]$/)
      .default('24h')
      .describe('The longest life of an access token, such as 15m, 24h or 7d'),
    refreshNames: z
      .string()
      .default(
        'refresh|invit|reset|forgot|recover|verif|confirm|activat|unsubscribe|service|machine|api_?key|magic|share|download|email|remember',
      )
      .describe('Names of tokens that may live longer than an access token, as a regular expression'),
  })
  .prefault({});

type Options = z.output<typeof Options>;

export default defineRule<Options, Data>({
  id: 'auth/unbounded-token-lifetime',
  section: 6,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['token-signing', 'token-defaults'],
  fix: 'suggest',
  options: Options,
  messages: {
    noExpiry: ({ name }) => `The token from \`${name}\` is good for ever`,
    tooLong: ({ name, lifetime }) => `The access token from \`${name}\` is good for ${lifetime}, and nobody can take it back`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    for (const token of conceptsOf(code, 'token-signing')) yield* judgeSigning(workspace, code, token, options);
    for (const settings of conceptsOf(code, 'token-defaults')) yield* judgeSettings(workspace, code, settings, options);
  },
  repair({ workspace }, { path, at, offers = [] }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const token =
      code && at.kind === 'span'
        ? [...conceptsOf(code, 'token-signing'), ...conceptsOf(code, 'token-defaults')].find(
            (it) => it.span.start === at.span.start && it.span.end === at.span.end,
          )
        : undefined;
    const fixes = code && token ? addTokenEnd(workspace, code, token) : [];
    return fixes.filter((it) => offers.some(({ id }) => id === it.id));
  },
});

function* judgeSigning(
  workspace: Workspace,
  code: LiftedCode,
  token: TokenSigning,
  options: Options,
): Generator<Detection<Data>> {
  const call = token.call === undefined ? undefined : code.facts.calls[token.call];
  const names = token.hints.join(' ');
  const isOther = new RegExp(options.refreshNames, 'i').test(names);
  const common = {
    path: code.path,
    at: { kind: 'span', span: token.span },
    symbol: symbolAround(code, token.scope),
  } as const;
  const name = call?.callee.path.join('.') ?? 'sign';
  if (isStandIn(code.facts, token.scope) || (isOther && isKept(code, token))) return;
  if (token.expires === 'no' && !mayExpireByDefault(workspace, code, token)) {
    yield {
      ...common,
      messageId: 'noExpiry',
      data: { name, lifetime: '' },
      ...(isOther && { severity: 'warning' as const }),
      offers: tokenOffers(workspace, code, token),
    };
  } else if (!isOther && ACCESS.test(names)) {
    const lifetime = lifetimeOf(workspace, code, token);
    if (lifetime !== undefined && lifetime > secondsInText(options.maxAccess))
      yield { ...common, messageId: 'tooLong', data: { name, lifetime: inWordsForPeople(lifetime) }, severity: 'warning' };
  }
}

/** Settings that a class or a module gives; those of a registration are judged with the calls that sign. */
function* judgeSettings(
  workspace: Workspace,
  code: LiftedCode,
  settings: TokenDefaults,
  options: Options,
): Generator<Detection<Data>> {
  if (settings.setting === undefined) return;
  const common = { path: code.path, at: { kind: 'span', span: settings.span }, symbol: settings.setting } as const;
  const lifetime = lifetimeOf(workspace, code, settings);
  if (settings.expires === 'no')
    yield {
      ...common,
      messageId: 'noExpiry',
      data: { name: settings.setting, lifetime: '' },
      offers: tokenOffers(workspace, code, settings),
    };
  else if (lifetime !== undefined && lifetime > secondsInText(options.maxAccess))
    yield {
      ...common,
      messageId: 'tooLong',
      data: { name: settings.setting, lifetime: inWordsForPeople(lifetime) },
      severity: 'warning',
      offers: tokenOffers(workspace, code, settings),
    };
}

/** A token to reset or to confirm something of which a trace is written to the database ends with that row. */
function isKept({ facts }: LiftedCode, { call: id, scope }: TokenSigning): boolean {
  const sign = id === undefined ? undefined : facts.calls[id];
  const fn = enclosingFunction(facts, scope)?.id;
  if (!sign) return false;
  const names = new Set(sign.targets);
  for (const it of facts.calls) {
    if (it.span.start < sign.span.end || enclosingFunction(facts, it.scope)?.id !== fn) continue;
    if (!it.mentions.some((one) => names.has(one))) continue;
    if (/^(?:create|save|insert\w*|upsert|update\w*|findOneAndUpdate|findByIdAndUpdate)$/i.test(it.callee.path.at(-1) ?? ''))
      return true;
    for (const one of it.targets) names.add(one);
  }
  return false;
}

/** Names that say that this is the token of a session, and not one of many others. */
const ACCESS = /access|session/i;

/** Where the library can be told once, the call is judged only if the unit tells it and says nothing of an end. */
function mayExpireByDefault(workspace: Workspace, code: LiftedCode, token: TokenSigning): boolean {
  if (token.defaultsOf === undefined) return false;
  const defaults = workspace
    .unitOf(code.path)
    .files.flatMap((path) => workspace.files.get(path)?.visible ?? [])
    .filter((it) => it.kind === 'token-defaults' && it.of === token.defaultsOf);
  return defaults.length === 0 || defaults.some((it) => it.kind === 'token-defaults' && it.expires !== 'no');
}

function lifetimeOf(workspace: Workspace, code: LiftedCode, it: TokenSigning | TokenDefaults): number | undefined {
  if (it.lifetimeSeconds !== undefined) return it.lifetimeSeconds;
  const text = it.expiry && workspace.textOf(code.path)?.slice(it.expiry.start, it.expiry.end);
  return text === undefined ? undefined : secondsInText(text) || undefined;
}
