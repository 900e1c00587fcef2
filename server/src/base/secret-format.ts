/** What a text is by its form alone, as those who issue such credentials document it. */
export interface SecretFormat {
  /** What it is called in a message: `a GitHub token`. */
  readonly title: string;
  /** `key`: names its issuer, so it is one wherever it stands. `token`, `private`: often made up for tests. `google`: public in a browser. */
  readonly kind: 'key' | 'token' | 'private' | 'google';
}

/** The format of a credential that a text is or starts with, after `Bearer ` too; undefined for anything else, for examples and masks. */
export function secretFormatOf(text: string): SecretFormat | undefined {
  if (!START.test(text)) return undefined;
  const bare = text.trimStart().replace(/^(?:Bearer|token)\s+/i, '');
  const found = FORMATS.find(({ pattern }) => pattern.test(bare));
  return found && !isMask(bare) ? found : undefined;
}

/** What a JSON web token says of its holder's role at a hosted database; undefined where it says none of these. */
export function databaseRoleOf(token: string): 'anon' | 'service' | undefined {
  if (SERVICE_ROLE.some((it) => token.includes(it))) return 'service';
  return ANON_ROLE.some((it) => token.includes(it)) ? 'anon' : undefined;
}

/** One look at the start decides for nearly all texts. */
const START =
  /^\s*(?:(?:Bearer|token)\s+)?(?:A[KS]IA[0-9A-Z]|AIza|gh[pousr]_|github_pat_|[sr]k_live_|xox[baprs]-|SG\.|-----BEGIN|LS0tLS1CRUdJTi|eyJ|npm_|whsec_|glpat-|sk-(?:ant|proj)-|dop_v1_|shpat_|hf_|pypi-)/i;

const FORMATS: readonly (SecretFormat & { readonly pattern: RegExp })[] = [
  { title: 'an AWS access key', kind: 'key', pattern: /^A[KS]IA[0-9A-Z]{16}$/ },
  { title: 'a GitHub token', kind: 'key', pattern: /^(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,})$/ },
  { title: 'a live Stripe key', kind: 'key', pattern: /^[sr]k_live_[0-9A-Za-z]{16,}$/ },
  { title: 'a Slack token', kind: 'key', pattern: /^xox[baprs]-\d[0-9A-Za-z-]{15,}$/ },
  { title: 'a Google API key', kind: 'google', pattern: /^AIza[\w-]{35}$/ },
  { title: 'a SendGrid key', kind: 'key', pattern: /^SG\.[\w-]{16,}\.[\w-]{16,}$/ },
  {
    title: 'a private key',
    kind: 'private',
    pattern: /^-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH) )?PRIVATE KEY-----(?:\s|\\n)+[A-Za-z0-9+/=\s\\]{40}/,
  },
  {
    // The same in Base64: `-----BEGIN` and the words up to `PRIVATE KEY`.
    title: 'a private key',
    kind: 'private',
    pattern:
      /^LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFWS|BSU0EgUFJJVkFURSBLRVkt|BFQyBQUklWQVRFIEtFWS|BEU0EgUFJJVkFURSBLRVkt|BPUEVOU1NIIFBSSVZBVEUgS0VZ)[A-Za-z0-9+/=]{40}/,
  },
  { title: 'a JSON web token', kind: 'token', pattern: /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}$/ },
  { title: 'an npm token', kind: 'key', pattern: /^npm_[A-Za-z0-9]{36}$/ },
  { title: 'a webhook secret', kind: 'key', pattern: /^whsec_[A-Za-z0-9+/=]{24,}$/ },
  { title: 'a GitLab token', kind: 'key', pattern: /^glpat-[\w-]{20,}$/ },
  { title: 'a key of a language model', kind: 'key', pattern: /^sk-(?:ant|proj)-[\w-]{20,}$/ },
  { title: 'a DigitalOcean token', kind: 'key', pattern: /^dop_v1_[0-9a-f]{64}$/ },
  { title: 'a Shopify token', kind: 'key', pattern: /^shpat_[0-9a-fA-F]{32}$/ },
  { title: 'a Hugging Face token', kind: 'key', pattern: /^hf_[A-Za-z0-9]{34,}$/ },
  { title: 'a PyPI token', kind: 'key', pattern: /^pypi-[\w-]{50,}$/ },
];

/** `sk_live_xxxxxxxxxxxxxxxx`, `AKIAIOSFODNN7EXAMPLE`: made to be seen. */
function isMask(text: string): boolean {
  return /example|your|dummy|placeholder|x{6}|\*{4}|0{8}|\.\.\.|12345678/i.test(text);
}

// `"role":"anon"` and `"role":"service_role"` inside Base64, at each of the three places where it can start.
const ANON_ROLE = ['InJvbGUiOiJhbm9u', 'Jyb2xlIjoiYW5v', 'cm9sZSI6ImFub24i'];
const SERVICE_ROLE = ['InJvbGUiOiJzZXJ2aWNlX3JvbGUi', 'Jyb2xlIjoic2VydmljZV9yb2xl', 'cm9sZSI6InNlcnZpY2Vfcm9s'];
