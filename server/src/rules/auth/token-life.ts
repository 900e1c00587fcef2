import type { Path } from '#base/paths.ts';
import type { TokenDefaults, TokenSigning } from '#concepts/kinds/tokens.ts';
import type { Setting } from '#fixes/configuration/setting.ts';
import { quoted, type TextStyle } from '#fixes/text-style.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** How long a token is to live, as each library is told. */
export interface Life {
  /** An option that takes a number of seconds or a text. */
  readonly option: (style: TextStyle) => string;
  /** A text such as `15m`. */
  readonly text: (style: TextStyle) => string;
  /** The keyword of a `timedelta`. */
  readonly delta: string;
  /** Go's `time.Duration`. */
  readonly duration: string;
}

/** A life that is the same for everybody. */
export interface FixedLife extends Life {
  readonly words: string;
}

const ACCESS = fixed('15 minutes', '15m', 'minutes=15', '15 * time.Minute');
const REFRESH = fixed('7 days', '7d', 'days=7', '7 * 24 * time.Hour');
const LINK = fixed('24 hours', '24h', 'hours=24', '24 * time.Hour');

function fixed(words: string, short: string, delta: string, duration: string): FixedLife {
  const text = (style: TextStyle): string => quoted(short, style);
  return { words, option: text, text, delta, duration };
}

const REFRESHES = /refresh|remember/i;
const LINKS = /invit|reset|verif|confirm|activat|unsubscribe|magic|share|download/i;

/** What the names around a token say of how long it is needed. */
export function fixedLife(token: TokenSigning | TokenDefaults): FixedLife {
  const names = token.kind === 'token-signing' ? token.hints.join(' ') : '';
  if (REFRESHES.test(names)) return REFRESH;
  return LINKS.test(names) ? LINK : ACCESS;
}

/** A setting that holds the life of access tokens, and the unit that its number counts. */
export interface LifeSetting {
  readonly setting: Setting;
  readonly unit: Unit;
}

interface Unit {
  readonly seconds: number;
  readonly letter: string;
  readonly keyword: string;
  readonly go: string;
}

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/_(?:SECS?|SECONDS?)$/i, { seconds: 1, letter: 's', keyword: 'seconds', go: 'time.Second' }],
  [/_(?:MINS?|MINUTES?)$/i, { seconds: 60, letter: 'm', keyword: 'minutes', go: 'time.Minute' }],
];

const NAME = 'ACCESS_TOKEN_TTL_SECONDS';

/**
 * The setting for the life of access tokens: the one that the unit has, where its name says what it counts, else a new one. Undefined for
 * tokens that are for something else, and where the unit has such a setting of which it is not known what it holds.
 */
export function lifeSetting(workspace: Workspace, path: Path, token: TokenSigning | TokenDefaults): LifeSetting | undefined {
  if (fixedLife(token) !== ACCESS) return undefined;
  const { declared, reads, settings, examples } = workspace.environmentOf(workspace.unitOf(path));
  const names = [...declared, ...reads, ...settings]
    .map((it) => it.name)
    .concat(examples.flatMap((it) => it.entries.map((one) => one.key)));
  const known = new Set(
    names
      .filter((it) => IS_LIFE.test(it) && ![REFRESHES, LINKS, OTHERS].some((one) => one.test(it)))
      .map((it) => it.toUpperCase()),
  );
  const [name = NAME] = known;
  const unit = UNITS.find(([it]) => it.test(name))?.[1];
  if (!unit || known.size > 1) return undefined;
  return { setting: { name, type: 'number', fallback: 900 / unit.seconds, isOptional: false, isPositive: true }, unit };
}

const IS_LIFE = /(?:JWT|TOKEN).*(?:EXP|TTL|LIFE|MAX_?AGE|DURATION|VALID)|(?:EXP|TTL|LIFE).*TOKEN/i;
const OTHERS = /password|csrf|xsrf|otp|email|session|api_|device|push/i;

/** @param value how the code writes the setting */
export function lifeFrom(value: string, { seconds, letter, keyword, go }: Unit): Life {
  return {
    option: () => (seconds === 1 ? value : `${value} * ${seconds}`),
    text: () => `\`\${${value}}${letter}\``,
    delta: `${keyword}=${value}`,
    duration: `time.Duration(${value}) * ${go}`,
  };
}
