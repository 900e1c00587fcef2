import type { Configuration } from '#decisions/configuration.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import { isBuildStamp, isPlatformVariable } from '#workspace/environment.ts';
import { isPlaceholder, isSecretName } from '#workspace/secret-names.ts';
import type { LaunchQuestion, UnitFiles } from './launch.ts';
import type { OutsideService } from './outside-services.ts';
import { isPortVariable } from './port.ts';

export interface LaunchVariables {
  readonly values: Readonly<Record<string, string>>;
  /** The code says that it does not start without them. */
  readonly required: readonly string[];
  readonly questions: readonly LaunchQuestion[];
}

type Need = 'required' | 'optional' | 'unknown';

/**
 * The environment of a start: the port, fresh secrets, a temporary database, what the example file says. Nothing of the person's own `.env`
 * is used, and no address of a server that may be theirs: what is then missing is asked.
 */
export function variablesOf(
  files: UnitFiles,
  services: readonly OutsideService[],
  given: NonNullable<NonNullable<Configuration['verify']>['variables']>,
): LaunchVariables {
  const { workspace, unit } = files;
  const { declared, reads, settings, checked, examples } = workspace.environmentOf(unit);
  const entries = new Map(
    examples.flatMap((it) =>
      it.entries.filter((entry) => !entry.isCommentedOut).map((entry) => [entry.key, entry.value] as const),
    ),
  );
  const needs = new Map<string, Need>();
  for (const { name, isOptional } of declared) needs.set(name, isOptional ? 'optional' : 'required');
  for (const { name, read } of reads)
    if (!needs.has(name)) needs.set(name, checked.has(name) ? needOfChecked(read.read) : needOf(read.read));
  // Libraries name their settings by paths too: `app.port`; those are no variables.
  for (const { name, isRequired } of settings)
    if (/^[A-Z]\w*$/.test(name) && !needs.has(name)) needs.set(name, isRequired ? 'required' : 'unknown');
  for (const name of entries.keys()) if (!needs.has(name)) needs.set(name, 'unknown');
  const values: Record<string, string> = { PORT: '{port}' };
  for (const [name, need] of needs) {
    if (given[name] !== undefined || isPlatformVariable(name) || isBuildStamp(name)) continue;
    const value = isPortVariable(name) ? '{port}' : valueFor(name, need, entries.get(name));
    if (value !== undefined) values[name] = value;
  }
  const questions: LaunchQuestion[] = [];
  const own = new Set(
    reads
      .filter(({ path, read }) => read.read.form === 'default' && isFileDefault(workspace.textOf(path), read.span.start))
      .map((it) => it.name),
  );
  for (const service of services)
    questions.push(...connect(service, { names: [...needs.keys()], values, given, examples: entries, own }));
  Object.assign(values, given);
  for (const [name, need] of needs)
    if (need === 'required' && values[name] === undefined && !isPlatformVariable(name))
      questions.push(valueQuestion(name, `Which value is ${name} to have? The project does not start without it.`));
  // A value of PORT alone tells nothing about a server that never reads it.
  if (given.PORT === undefined && !needs.has('PORT') && !READS_PORT.some((it) => unit.dependencies.has(it))) delete values.PORT;
  const required = [...needs].filter(([name, need]) => need === 'required' && values[name] !== undefined).map(([name]) => name);
  return { values, required, questions: dedupe(questions) };
}

/** Frameworks that read PORT by themselves. */
const READS_PORT = ['github.com/gin-gonic/gin', 'next', 'nuxt'];

function needOf({ form }: SyntaxEnvRead): Need {
  return form === 'default' ? 'optional' : form === 'asserted' ? 'required' : 'unknown';
}

function needOfChecked({ form }: SyntaxEnvRead): Need {
  return form === 'default' ? 'optional' : 'required';
}

/** Undefined leaves it to the project's own default. */
function valueFor(name: string, need: Need, example: string | undefined): string | undefined {
  if (isSecretName(name)) return need === 'optional' ? undefined : '{secret}';
  if (example === undefined || isPlaceholder(example) || isAddress(example)) return undefined;
  return example;
}

/** Databases, caches, mail servers: whoever listens there may be the person's own. */
function isAddress(value: string): boolean {
  return (
    /^(?!https?:\/\/(?:localhost|127\.0\.0\.1))[a-z][\w+.-]*:\/\//i.test(value) || /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(value)
  );
}

const WORDS: Readonly<Record<OutsideService['kind'], string>> = {
  postgresql: 'DB|DATABASE|POSTGRES|POSTGRESQL|PG|SQL|SQLALCHEMY_DATABASE',
  mysql: 'DB|DATABASE|MYSQL|MARIADB|SQL|SQLALCHEMY_DATABASE',
  mongodb: 'DB|DATABASE|MONGO|MONGODB|MONGOOSE',
  redis: 'REDIS|CACHE|QUEUE|BROKER',
};

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/_?(HOST|HOSTNAME|SERVER)$/, '{databaseHost}'],
  [/_?PORT$/, '{databasePort}'],
  [/_?(USER|USERNAME)$/, '{databaseUser}'],
  [/_?(PASS|PASSWORD|PWD)$/, '{databasePassword}'],
  [/_?(NAME|DATABASE|DB|DBNAME)$/, '{databaseName}'],
];

/** Tells whether the line of a read falls back to a file: the project is then content without a server. */
function isFileDefault(text: string | undefined, offset: number): boolean {
  const [line = ''] = text?.slice(offset).split('\n') ?? [];
  return /sqlite|\bfile:/i.test(line);
}

interface Known {
  readonly names: readonly string[];
  readonly values: Record<string, string>;
  readonly given: Readonly<Record<string, string>>;
  readonly examples: ReadonlyMap<string, string>;
  /** Variables without which a file of the project's own takes the place of the server. */
  readonly own: ReadonlySet<string>;
}

/** Fills in where a service is, or says what to ask. */
function connect(service: OutsideService, { names, values, given, examples, own: files }: Known): readonly LaunchQuestion[] {
  const own = names.filter((it) => new RegExp(`(^|_)(${WORDS[service.kind]})(_|$|URL|URI)`).test(it));
  const addresses = own.filter((it) => /(URL|URI|DSN|ADDR|ADDRESS|CONNECTION|CONNECTION_STRING|CONN|CONNSTR)$/.test(it));
  const hosts = own.filter((it) => /HOST(NAME)?$/.test(it));
  const isSaid = [...addresses, ...hosts].some((it) => given[it] !== undefined);
  const isForPurpose = Object.values(given).some((it) => it.includes('{database') && service.kind === 'postgresql');
  if (isSaid || isForPurpose || addresses.some((it) => files.has(it))) return [];
  if (service.kind === 'postgresql' && addresses.length > 0) {
    for (const name of addresses) values[name] = addressLike(examples.get(name));
    return [];
  }
  if (service.kind === 'postgresql' && hosts.length > 0) {
    for (const name of own) {
      const part = PARTS.find(([pattern]) => pattern.test(name));
      if (part !== undefined) values[name] = part[1];
    }
    return [];
  }
  const [name] = [...addresses, ...hosts];
  if (name !== undefined) {
    const what = `Where is a ${service.title} that may be written to?`;
    return [valueQuestion(name, `${what} The project reads ${name}; a secret in it is written as {env.NAME}.`)];
  }
  return [
    {
      path: ['verify', 'ownServices'],
      question: `The project reaches ${service.title} in a way that Tiebeam cannot change. May the verification use what its own configuration names?`,
      example: 'true',
      form: 'consent',
      choices: [],
    },
  ];
}

/** Some name the driver in the scheme: `postgresql+asyncpg://`. */
function addressLike(example: string | undefined): string {
  const scheme = /^(postgres\w*\+\w+):\/\//.exec(example ?? '')?.[1];
  if (scheme === undefined) return '{database}';
  return `${scheme}://{databaseUser}:{databasePassword}@{databaseHost}:{databasePort}/{databaseName}`;
}

function valueQuestion(name: string, question: string): LaunchQuestion {
  return { path: ['verify', 'variables', name], question, example: '', form: 'text', choices: [] };
}

function dedupe(questions: readonly LaunchQuestion[]): readonly LaunchQuestion[] {
  return [...new Map(questions.toReversed().map((it) => [it.path.join('.'), it])).values()].toReversed();
}
