import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { worded } from '#fixes/wording.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import { credentialsIn, isPlainSetting, isSecretName, looksGenerated } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { insistInCompose } from './compose-default.ts';
import { type Fallback, fallbacksIn, isDevelopmentBranch } from './fallbacks.ts';
import { withoutFallback } from './without-fallback.ts';

interface Data {
  readonly name: string;
}

const Options = z
  .strictObject({
    names: z.array(z.string()).default([]).describe('Variables that are secrets although their names do not say so'),
    allowInDevBranch: z.boolean().default(true).describe('Allow defaults in code that runs in development only'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'config/secret-fallback-literal',
  section: 2,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go', 'env'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    fallback: ({ name }) => `Without \`${name}\` the application runs with a value that everyone who reads the code knows`,
    inCompose: ({ name }) => `Without \`${name}\` the service runs with a value that everyone who reads this file knows`,
    assigned: ({ name }) => `\`${name}\` is set to a value that is written in the code`,
  },
  *check({ workspace, file, options }) {
    const isSecret = (name: string): boolean => isSecretName(name) || options.names.includes(name);
    if (file.facts.kind === 'compose' && workspace.roleOf(file.path) === undefined) {
      if (/(?:^|[/.-])(?:dev|development|ci|tests?|e2e)\b/.test(file.path)) return;
      // Who calls a service `shop-dev` has another file for the rest.
      if (file.facts.services.some((it) => /-dev(?:elopment)?$/.test(it.name))) return;
      for (const { settings } of file.facts.services)
        for (const { value, span } of settings)
          for (const [, name = '', text = ''] of value.matchAll(/\$\{(\w+):?-([^}$]+)\}/g))
            if (isSecret(name) && !isPlainSetting(text))
              yield {
                messageId: 'inCompose',
                data: { name },
                path: file.path,
                at: { kind: 'span', span },
                severity: isDatabase(name) ? 'info' : 'warning',
                offers: insistInCompose(workspace, file.path, name, span) ? [offerInCompose(name)] : [],
              };
      return;
    }
    const code = applicationCode(workspace, file);
    if (!code || (options.allowInDevBranch && isForDevelopment(workspace, code.path))) return;
    for (const it of fallbacksIn(workspace, code)) {
      if (!isSecret(it.name) || isPlainSetting(it.text) || /^(?:\/|https?:)/.test(it.text)) continue;
      // The database on one's own machine: elsewhere nothing answers there.
      const address = credentialsIn(it.text);
      if (address && /^(?:localhost|127\.|\[?::1)/.test(address.host)) continue;
      // A made-up key of somebody else's service opens nothing; it only keeps that feature from working.
      if (!isOwn(it.name) && MADE_UP.test(it.text)) continue;
      if (isNameOfCookie(it) || isRefusedLater(code.facts, it)) continue;
      if (isForService(workspace, code, it)) continue;
      if (options.allowInDevBranch && isDevelopmentBranch(code.facts, it.scope)) continue;
      const detection: Detection<Data> = {
        messageId: it.isAssigned ? 'assigned' : 'fallback',
        data: { name: it.name },
        path: file.path,
        at: { kind: 'span', span: it.span },
        symbol: symbolAround(code, it.scope),
        offers: it.isAssigned ? [] : [offer(it.name)],
      };
      const severity = severityOf(it, file.path);
      yield severity ? { ...detection, severity } : detection;
    }
  },
  repair({ workspace }, { data, path, at, messageId, offers: [offered] = [] }) {
    if (at.kind !== 'span' || !offered) return [];
    const edits = (messageId === 'inCompose' ? insistInCompose : withoutFallback)(workspace, path, data.name, at.span);
    return edits ? [{ ...offered, edits }] : [];
  },
});

const offer = (name: string) => ({ id: 'require', kind: 'suggest' as const, title: worded`End the process without ${name}` });

const offerInCompose = (name: string) => ({
  id: 'require',
  kind: 'suggest' as const,
  title: worded`Start nothing without ${name}`,
});

/** `settings/local.py` beside `settings/production.py`: whoever runs in production reads the other file. */
function isForDevelopment(workspace: Workspace, path: Path): boolean {
  const [, folder, extension] = /^(.*\/)(?:local|dev|development|test|testing)\.(py|ts|js|mjs|cjs)$/.exec(path) ?? [];
  return folder !== undefined && ['prod', 'production'].some((it) => workspace.files.has(`${folder}${it}.${extension}`));
}

/** `COOKIE_REFRESH_TOKEN_KEY = "shop_refresh_token"`: what the cookie or the header is called, not what is in it. */
function isNameOfCookie({ name, text }: Fallback): boolean {
  return /(?:^|_)(?:COOKIE|HEADER)(?:_|$)/i.test(name) && /^[a-z]+(?:[_-][a-z]+)*[_-](?:token|session|sid|id|jwt)$/i.test(text);
}

/** `if key.startswith("insecure"): raise …` behind it: whoever forgot to set it is told. */
function isRefusedLater(facts: CodeFacts, { name, span }: Fallback): boolean {
  const holder = facts.bindings.find((it) => it.statement.start <= span.start && it.statement.end >= span.end)?.name ?? name;
  return facts.throws.some((thrown) => {
    for (let at: ScopeId | undefined = thrown.scope; at !== undefined; at = facts.scopes[at]?.parent) {
      const { branch, span: place } = facts.scopes[at] ?? {};
      const isAbout = branch?.form === 'then' && branch.condition.some((it) => it.includes(holder) || it.includes(name));
      if (isAbout && (place?.start ?? 0) > span.end && COMPARES.test(branch.text)) return true;
    }
    return false;
  });
}

/** A look at the value and not only whether there is one. */
const COMPARES = /startswith\(|startsWith\(|HasPrefix\(|==|\bin\s*[([{"']|\.includes\(/;

function severityOf({ name, text }: Fallback, path: string): 'info' | 'warning' | undefined {
  if (isPublicVariable(name)) return 'info';
  const isUsual = isDatabase(name) && /^(?:guest|postgres|root|admin|password|mysql|secret|minioadmin)$/.test(text);
  return isUsual || /(?:^|[/_.-])(?:dev|development|local)(?:[/_.-]|$)/i.test(path) ? 'warning' : undefined;
}

/** What the application itself trusts, unlike a key that another service checks. */
function isOwn(name: string): boolean {
  return OWN.test(name.toUpperCase()) || /SECRET_KEY/.test(name.toUpperCase());
}

const OWN = /(?:^|_)(?:JWT|SESSION|COOKIE|APP|APPLICATION|AUTH|CSRF|SIGNING|ENCRYPTION|MASTER|HASH|ADMIN)(?:_|$)|^SECRET|PASSW/;

/** `new Stripe(process.env.STRIPE_SECRET_KEY || 'sk_none')`: the client of another service gets a word that nobody issued. */
function isForService({ linker }: Workspace, { path, facts }: LiftedCode, { name, text, span, isAssigned }: Fallback): boolean {
  if (isAssigned || OWN.test(name.toUpperCase()) || looksGenerated(text, 3.5)) return false;
  return facts.calls.some((call, id) => {
    if (call.form !== 'new' || call.span.start > span.start || call.span.end < span.end) return false;
    const callee = linker.callee(path, id);
    return callee.kind === 'external' && !/passport|session|jwt|strategy/i.test(`${callee.module} ${call.callee.path.join('.')}`);
  });
}

const MADE_UP = /dummy|dead-?beef|placeholder|example|your|xxx|change|fake|none|not.?(?:set|required|needed|used)|todo|^<.*>$/i;

function isDatabase(name: string): boolean {
  return /^(?:POSTGRES|PG|MYSQL|MARIADB|MONGO|REDIS|RABBITMQ|MINIO|DB|DATABASE|AMQP|BROKER)\w*$/.test(name);
}
