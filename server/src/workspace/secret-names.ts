/**
 * Tells whether a name is that of a secret, in any spelling: `JWT_SECRET`, `dbPassword`, `client-secret`. Names of what is about a
 * secret, such as `PASSWORD_MIN_LENGTH` and `tokenUrl`, are not. Rule catalogue, section 1.6.
 */
export function isSecretName(name: string): boolean {
  const words = inWords(name);
  return SECRET.test(words) && !PUBLIC_BY_DESIGN.test(words);
}

/** `dbPassword` → `db_password`, `JWTSecret` → `jwt_secret`, `api-key` → `api_key`. */
export function inWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[.\-\s]+/g, '_')
    .toLowerCase();
}

/** Tells whether a value only says that one belongs here: `change-me`, `<your key>`, `xxx`, an empty text. */
export function isPlaceholder(value: string): boolean {
  return value.trim() === '' || PLACEHOLDER.test(value) || /^(.)\1*$/.test(value.trim());
}

/** Tells whether a value cannot be a secret: a number, a switch, a rate such as `5/min`, a span of time. */
export function isPlainSetting(value: string): boolean {
  return /^(?:\d{1,12}(?:\.\d+)?\s*(?:[a-z]{1,7})?|\d+\/\w+|true|false|yes|no|on|off|none|null|undefined|minute|hour|day|week|month|year)$/i.test(
    value.trim(),
  );
}

/**
 * Tells whether a value was made by a machine: at least 16 characters of three classes without spaces that are neither words, a path
 * nor an address, with at least `minEntropy` bits for each character (Shannon; 3.5 for random Base64 of that length and more).
 */
export function looksGenerated(value: string, minEntropy: number): boolean {
  if (value.length < 16 || value.length > 500 || /[\s\uFFFC]/.test(value)) return false;
  // Addresses, paths, templates, MIME types, public hashes, dotted and hyphenated words.
  if (/^[a-z][a-z+.-]*:|^[./~@#]|^\$|\{\{|\$\{|^sha\d+-|^[\w.-]+\/[\w.+-]+$/i.test(value) && !/^[A-Za-z0-9+/]+=*$/.test(value))
    return false;
  if (/^[A-Za-z]+\d{0,4}(?:[-_.:/ ][A-Za-z]*\d{0,4})*$/.test(value)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return false;
  const isHex = /^[0-9a-f]{32,}$/i.test(value);
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((it) => it.test(value)).length;
  return (classes >= 3 || (isHex && /\d/.test(value) && /[a-f]/i.test(value))) && entropy(value) >= (isHex ? 3 : minEntropy);
}

/** The password in an address such as `postgres://user:password@host/name`, with the host; undefined where none is written out. */
export function credentialsIn(address: string): { readonly password: string; readonly host: string } | undefined {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@\uFFFC]*:([^\s/@\uFFFC]+)@(?:tcp\()?([^\s:/?)\uFFFC,]+)/i.exec(address);
  const driver = match ?? /^[^\s:/@\uFFFC]+:([^\s/@\uFFFC]+)@tcp\(([^\s:)\uFFFC]+)/.exec(address);
  const pairs = driver ?? /(?=.*\bhost=([^\s\uFFFC]+)).*\bpassword=([^\s'\uFFFC]+)/.exec(address);
  if (!pairs) return undefined;
  const [password, host] = driver ? [pairs[1], pairs[2]] : [pairs[2], pairs[1]];
  if (password === undefined || host === undefined || /[${}<>%]/.test(password)) return undefined;
  return { password, host };
}

/** Tells whether a host is the own machine or a neighbour in a private network, such as a container by its name. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[?::1|host\.docker\.internal)/.test(host) || !host.includes('.');
}

const SECRET =
  /(?:^|_)(?:secrets?|passwd|password|pwd|passphrase|private_key|api_?key|apikey|access_key|secret_?key|secret_access_key|client_secret|(?:auth|access|refresh|api|bot|admin|service|personal)_token|bearer|(?:signing|symmetric|encryption|encrypt|session|cookie|jwt|jwe|hmac|master|hash|crypt|crypto|token|app|auth)_?(?:key|secret)s?|secret_key_base|dsn|credentials?)$/;

/** Keys that are made to be shown. */
const PUBLIC_BY_DESIGN =
  /(?:^|_)(?:public|publishable|anon|sentry|posthog|mixpanel|segment|amplitude|site_key|maps|recaptcha|search|vapid_public|csrf|headers?|placeholder|mock|fake|dummy|test|invalid|missing|wrong|incorrect|forgot|forgotten|reset|change|confirm|verify|require|update|set|show|hide|new|old|current|is|has|no|error|err|weak)(?:_|$)/;

const PLACEHOLDER =
  /change.?(?:me|this|it|in.?prod)|example|dummy|placeholder|replace.?(?:me|this|with)|insert|^(?:base64:)?paste|put.?your|^enter[-_ ]|[-_ ]here$|^your|_your|your[-_ ]|\byour\b|^<.*>$|\$\{|\{\{|x{3}|\*{3}|\.\.\.|^(?:test|todo|secret|password|localhost|none|null|undefined|tbd|fixme|foo|bar|abc|123)\w{0,3}$|not.?(?:a.?)?(?:real|secret|set)|sample|fake/i;

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
