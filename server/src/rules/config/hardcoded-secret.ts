import { z } from 'zod';
import { secretFormatOf } from '#base/secret-format.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { isPlaceholder, isPlainSetting, isSecretName, looksGenerated } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isLoadedByTestsAlone } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { exampleFor, isMovable, literalToConfig, snakeCase, variableFor } from './literal-to-config.ts';
import { byFormat, byFramework, byName, bySink, type FoundSecret } from './secrets-in-code.ts';

interface Data {
  readonly name: string;
  readonly what: string;
}

const Options = z
  .strictObject({
    formats: z.boolean().default(true).describe('Look for texts with the form of an issued credential'),
    names: z.boolean().default(true).describe('Look for generated values under the names of secrets'),
    minEntropy: z
      .number()
      .min(2)
      .max(6)
      .default(3.5)
      .describe('Bits for each character from which on a value counts as generated'),
    allow: z.array(z.string()).default([]).describe('Names that may have a value in the code'),
  })
  .prefault({});

type RuleOptions = z.output<typeof Options>;

export default defineRule<RuleOptions, Data>({
  id: 'config/hardcoded-secret',
  section: 2,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go', 'env'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  messages: {
    format: ({ name }) => `This is ${name}; whoever reads the code can use it`,
    sink: ({ name, what }) => `The ${what}${name === '' ? '' : ` of \`${name}\``} is written in the code`,
    frameworkKey: ({ name }) => `\`${name}\` is written in the code, and everyone who reads it can sign with it`,
    address: ({ name }) => `The password for \`${name}\` is written in the code`,
    named: ({ name }) => `\`${name}\` holds what looks like a real secret`,
    inCompose: ({ name }) => `\`${name}\` has a fixed value in this file`,
    realSecretInExample: ({ name }) => `\`${name}\` has a value that looks real; an example shows a placeholder`,
  },
  *check({ workspace, file, options }) {
    const seen = new Set<number>();
    for (const { messageId, name, what, span, severity } of secretsIn(workspace, file, options)) {
      if (seen.has(span.start) || options.allow.includes(name)) continue;
      seen.add(span.start);
      const detection = {
        messageId,
        data: { name, what },
        path: file.path,
        at: { kind: 'span', span } as const,
        offers: offersFor(workspace, file, { messageId, name, what, span }),
      };
      yield severity ? { ...detection, severity } : detection;
    }
  },
  repair({ workspace }, { path, at, offers = [], data }) {
    const [offer] = offers;
    const text = workspace.textOf(path);
    if (at.kind !== 'span' || !offer || text === undefined) return [];
    if (offer.id === 'placeholder') {
      const equals = text.indexOf('=', at.span.start);
      const span = { start: equals + 1, end: at.span.end };
      if (equals < 0 || equals >= at.span.end) return [];
      const changes = [{ span, text: exampleFor(data.name) }];
      return [{ ...offer, edits: [{ kind: 'change', path, changes, note: worded`Show a placeholder` }] }];
    }
    const name = /^Move it to (\w+) in the environment$/.exec(offer.title)?.[1];
    const edits = name === undefined ? undefined : literalToConfig(workspace, path, at.span, { name });
    return edits ? [{ ...offer, edits }] : [];
  },
});

function offersFor(
  workspace: Workspace,
  file: LiftedFile,
  { messageId, name, what, span }: Pick<Found, 'messageId' | 'name' | 'what' | 'span'>,
): readonly FixOffer[] {
  if (messageId === 'realSecretInExample')
    return [{ id: 'placeholder', kind: 'suggest', title: worded`Show a placeholder for ${name}` }];
  if (!isCode(file) || workspace.roleOf(file.path) !== undefined || workspace.runtimeOf(file.path) === 'browser') return [];
  const source = workspace.textOf(file.path);
  if (source === undefined || !isMovable(file, source, span)) return [];
  const text = file.facts.strings.find((it) => it.span.start === span.start)?.value ?? '';
  const variable = variableFor(file, span) ?? bySlot(messageId, name, what, text);
  // The value is in the history all the same: it has to be replaced where it was issued.
  return variable === undefined
    ? []
    : [{ id: 'move-to-environment', kind: 'multi', title: worded`Move it to ${variable} in the environment` }];
}

/** The usual variable for a place that takes a secret. */
function bySlot(messageId: string, name: string, what: string, text: string): string | undefined {
  if (messageId === 'address') {
    const scheme = /^([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
    return {
      postgres: 'DATABASE_URL',
      postgresql: 'DATABASE_URL',
      mysql: 'DATABASE_URL',
      mongodb: 'MONGODB_URL',
      redis: 'REDIS_URL',
      amqp: 'AMQP_URL',
    }[scheme];
  }
  if (messageId !== 'sink') return undefined;
  switch (what) {
    case 'signing key':
      return /jwt|sign|verify|token/i.test(name) ? 'JWT_SECRET' : 'SIGNING_KEY';
    case 'session secret':
      return 'SESSION_SECRET';
    case 'API key': {
      const service = snakeCase(name.split('.').at(-1) ?? '');
      return /^[A-Z]{3,}$/.test(service) ? `${service}_API_KEY` : undefined;
    }
    default:
      return undefined;
  }
}

type Found = Omit<FoundSecret, 'messageId'> & Pick<Detection, 'messageId'>;

function* secretsIn(workspace: Workspace, file: LiftedFile, options: RuleOptions): Generator<Found> {
  const role = workspace.roleOf(file.path) ?? (isLoadedByTestsAlone(workspace, file.path) ? 'test' : undefined);
  if (role === 'vendored' || role === 'build-output') return;
  if (isCode(file)) {
    if (role === undefined) {
      yield* bySink(workspace, file);
      yield* byFramework(workspace, file, workspace.unitOf(file.path).dependencies);
    }
    if (options.formats) yield* byFormat(workspace, file, role === undefined);
    if (options.names && role === undefined) yield* byName(workspace, file, options.minEntropy);
  } else if (file.facts.kind === 'env-file' && file.facts.isExample) {
    for (const { key, value, span } of file.facts.entries)
      if (looksReal(key, value, options)) yield { messageId: 'realSecretInExample', name: key, what: '', span };
  } else if (file.facts.kind === 'compose' && role === undefined && !/(?:^|[/.-])(?:ci|test|dev|development)\b/.test(file.path)) {
    for (const { settings } of file.facts.services) for (const it of settings) yield* inCompose(it, options);
  } else if (file.facts.kind === 'settings-file' && role === undefined && isOfApplication(workspace, file.path)) {
    for (const it of file.facts.settings) yield* inSettings(it, options);
  }
}

/** Settings beside code that is the application's; those of a tool or for tests are not, nor are those to be copied. */
function isOfApplication(workspace: Workspace, path: string): boolean {
  if (
    /(?:^|[/._-])(?:ci|tests?|testing|e2e|dev|development|local|debug|example|sample|template|charts?|helm)(?:[/._-]|$)/i.test(
      path,
    )
  )
    return false;
  return workspace.unitOf(path).files.some((it) => workspace.roleOf(it) === undefined && workspace.runtimeOf(it) !== 'browser');
}

function looksReal(key: string, value: string, { formats, names, minEntropy }: RuleOptions): boolean {
  const format = secretFormatOf(value);
  if (format) return formats && format.kind !== 'google';
  return names && isSecretName(key) && !isPlaceholder(value) && !isSpeltInDigits(value) && looksGenerated(value, minEntropy);
}

/** `Sup3rS3cr3tP@ss`: words that a person wrote with digits and signs in place of letters. */
function isSpeltInDigits(value: string): boolean {
  const letters: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
  };
  const read = [...value.toLowerCase()].map((it) => letters[it] ?? it).join('');
  return /super.?secret|secret.?key|my.?secret|change.?(?:me|this)|pass.?word/.test(read);
}

function* inCompose(
  { name, value, span }: { readonly name: string; readonly value: string; readonly span: Span },
  options: RuleOptions,
): Generator<Found> {
  const found: Found = { messageId: 'inCompose', name, what: '', span };
  if (looksReal(name, value, options)) yield { ...found, ...(secretFormatOf(value) ? {} : { severity: 'warning' }) };
  else if (options.names && isOwnSecret(name) && !isPlaceholder(value) && !isPlainSetting(value) && !/[$/]/.test(value))
    yield { ...found, severity: 'info' };
}

function* inSettings(
  { path, value, span }: { readonly path: readonly string[]; readonly value: string; readonly span: Span },
  options: RuleOptions,
): Generator<Found> {
  const key = path.at(-1) ?? '';
  const found: Found = { messageId: 'inCompose', name: path.join('.'), what: '', span };
  // A placeholder of the reader, a reference to a vault, the name that a server starts with.
  if (/[{}%]|^\$|^(?:ENC|vault|ref|env)[(:[]/i.test(value) || DEFAULT_ACCOUNT.test(value)) return;
  if (looksReal(key, value, options)) yield { ...found, ...(secretFormatOf(value) ? {} : { severity: 'warning' }) };
  else if (
    options.names &&
    isSecretName(key) &&
    !isPlaceholder(value) &&
    !isPlainSetting(value) &&
    !/[\s/]|\$[A-Z_]{2}|^you[-_]/.test(value)
  )
    yield { ...found, severity: 'info' };
}

const DEFAULT_ACCOUNT =
  /^(?:root|admin|administrator|guest|user|postgres|mysql|mongo|redis|rabbitmq|minioadmin|minio|elastic|sa)\w{0,3}$/i;

/** The passwords of databases and brokers that start beside the application guard nothing that is kept. */
function isOwnSecret(name: string): boolean {
  return (
    isSecretName(name) &&
    !/^(?:POSTGRES|PG|MYSQL|MARIADB|MONGO|REDIS|RABBITMQ|PGADMIN|MINIO|GF|KC|KEYCLOAK|ELASTIC)|^(?:DB|DATABASE)_/.test(name)
  );
}
