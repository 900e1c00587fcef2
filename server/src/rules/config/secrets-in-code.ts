import { databaseRoleOf, secretFormatOf } from '#base/secret-format.ts';
import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import { credentialsIn, inWords, isLocalHost, isPlaceholder, isSecretName, looksGenerated } from '#workspace/secret-names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isStandIn } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { literalOf, type Written } from './literal-of.ts';
import { type WrittenValue, writtenValues } from './written-values.ts';

/** A secret that stands in the code; the value itself is never passed on. */
export interface FoundSecret {
  readonly messageId: 'format' | 'sink' | 'frameworkKey' | 'address' | 'named';
  /** What to call it in a message: a format, a call, a name or a host. */
  readonly name: string;
  /** What the call needs it for. */
  readonly what: string;
  readonly span: Span;
  readonly severity?: Severity;
}

/** Texts with the form of an issued credential. `isOwn` tells the application's own code from tests, examples and the like. */
export function* byFormat(workspace: Workspace, { path, facts }: LiftedCode, isOwn: boolean): Generator<FoundSecret> {
  for (const { value, span } of facts.strings) {
    const format = secretFormatOf(value);
    if (!format) continue;
    // Tests and examples are full of tokens and keys that were made for them; what names its issuer was not.
    if (!isOwn && format.kind !== 'key') continue;
    // In a browser these are public, and restricted to an address instead.
    if (format.kind === 'google' && workspace.runtimeOf(path) !== 'server') continue;
    if (format.kind === 'token' && databaseRoleOf(value) === 'anon') continue;
    yield { messageId: 'format', name: format.title, what: '', span, ...(!isOwn && { severity: 'warning' as const }) };
  }
}

/** Literals in places that take a secret, and addresses with a password in them. */
export function* bySink(workspace: Workspace, file: LiftedCode): Generator<FoundSecret> {
  for (const { value, what, scope, call } of conceptsOf(file, 'credential-use')) {
    const written = literalOf(workspace, file.path, scope, value);
    if (!written || written.text === '' || /^<.*>$|\uFFFC|^\$\{/.test(written.text)) continue;
    if (written.path !== file.path && isUsedThere(workspace, written)) continue;
    if (isStandIn(file.facts, scope) || isForFile(file, call)) continue;
    const span = written.path === file.path ? written.span : value.span;
    const callee = call === undefined ? undefined : file.facts.calls[call]?.callee.path;
    const name = callee?.slice(-2).join('.') ?? '';
    if (what !== 'connection') {
      // A key of another service that only says where one belongs opens nothing; what the application signs with does.
      if (what === 'API key' && isPlaceholder(written.text)) continue;
      yield { messageId: 'sink', name, what, span, ...(isDevelopment(file.path) && { severity: 'warning' as const }) };
      continue;
    }
    const found = credentialsIn(written.text);
    if (found)
      yield { messageId: 'address', name: found.host, what, span, ...(isLocalHost(found.host) && { severity: 'warning' }) };
  }
  for (const { value, span } of file.facts.strings) {
    const found = value.includes('@') ? credentialsIn(value) : undefined;
    if (!found || isLocalHost(found.host) || isPlaceholder(found.password) || SAMPLE_HOST.test(found.host)) continue;
    yield { messageId: 'address', name: found.host, what: 'connection', span };
  }
}

/** A database in a file beside the code has no use for the password that the mapper's constructor asks for. */
function isForFile({ facts }: LiftedCode, call: CallId | undefined): boolean {
  const args = call === undefined ? [] : (facts.calls[call]?.args ?? []);
  return args.some(
    (it) =>
      it.kind === 'object' &&
      it.entries.some((one) => one.key === 'dialect' && one.value.kind === 'literal' && /^sqlite/.test(String(one.value.value))),
  );
}

/** A constant that its own file also signs with is told there, once. */
function isUsedThere(workspace: Workspace, written: Written): boolean {
  const file = workspace.files.get(written.path);
  if (!file || !isCode(file) || workspace.roleOf(file.path) !== undefined) return false;
  return conceptsOf(file, 'credential-use').some((it) => {
    const own = literalOf(workspace, file.path, it.scope, it.value);
    return own?.path === written.path && own.span.start === written.span.start;
  });
}

/** `if os.environ.get("GITHUB_WORKFLOW"):` holds in a run of the tests alone. */
function isForPipeline({ facts }: LiftedCode, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent)
    if (/['"](?:CI|GITHUB_\w+|GITLAB_CI|TRAVIS|CIRCLECI)['"]/.test(facts.scopes[at]?.branch?.text ?? '')) return true;
  return false;
}

/** What a framework of Python signs with, set in its settings. */
export function* byFramework(workspace: Workspace, file: LiftedCode, dependencies: ReadonlySet<string>): Generator<FoundSecret> {
  if (file.facts.language !== 'python' || !belongsToFramework(file, dependencies)) return;
  if (isForTests(file.path)) return;
  const defaults = defaultsOf(file);
  for (const it of writtenValues(file.facts)) {
    const name = it.names.at(-1) ?? '';
    if (isForPipeline(file, it.scope)) continue;
    if (name === 'PASSWORD' && it.names[0] === 'DATABASES' && it.text !== '')
      yield {
        messageId: 'sink',
        name: 'DATABASES',
        what: 'password',
        span: it.span,
        ...(isPlaceholder(it.text) && { severity: 'warning' }),
      };
    if (!FRAMEWORK_KEY.test(name) || it.text === '' || !isSetting(it)) continue;
    if (/test/i.test(it.owner ?? '') || /^<.*>$/.test(it.text) || defaults.has(it.span.start)) continue;
    if (it.owner !== undefined && isReplacedInProduction(file, name)) continue;
    if (it.owner === undefined && isReplacedBeside(workspace, file.path, name)) continue;
    // Settings for the own machine guard nothing that others could reach.
    if (isDevelopment(file.path)) continue;
    const isMild = it.text.startsWith('django-insecure-') || /dev|local/i.test(it.owner ?? '');
    yield { messageId: 'frameworkKey', name, what: '', span: it.span, ...(isMild && { severity: 'warning' }) };
  }
}

/** A default of the environment is told as such, by `config/secret-fallback-literal`. */
function defaultsOf(file: LiftedCode): ReadonlySet<number> {
  return new Set(
    conceptsOf(file, 'env-schema').flatMap((it) => it.variables.flatMap((one) => one.defaultValue?.span.start ?? [])),
  );
}

/** `class ProductionConfig(BaseConfig)` takes it from somewhere else. */
function isReplacedInProduction({ facts }: LiftedCode, name: string): boolean {
  return facts.classes.some(
    (it) =>
      /prod/i.test(it.name) && it.fields.some((field) => field.name === name && field.value && field.value.kind !== 'literal'),
  );
}

/** `settings/production.py` beside `settings/base.py` takes it from somewhere else. */
function isReplacedBeside({ files }: Workspace, path: string, name: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return ['prod', 'production'].some((it) => {
    const facts = files.get(`${folder}${it}.py`)?.facts;
    if (facts?.kind !== 'code' || !facts.imports.some((one) => one.imported === '*')) return false;
    const values = facts.bindings.flatMap((one) => (one.name === name && one.origin.kind === 'value' ? [one.origin.value] : []));
    return values.length > 0 && values.every((one) => one.kind !== 'literal');
  });
}

/** What a machine makes for a secret is longer than what a person types. */
const SHORTEST_GENERATED = 16;

/** Names of secrets with values that a machine made. */
export function* byName(workspace: Workspace, file: LiftedCode, minEntropy: number): Generator<FoundSecret> {
  if (isDevelopment(file.path) || isForTests(file.path)) return;
  const isBrowser = workspace.runtimeOf(file.path) === 'browser';
  const defaults = defaultsOf(file);
  for (const it of writtenValues(file.facts, SHORTEST_GENERATED)) {
    const name = it.names.at(-1) ?? '';
    if (!isSecretName(name) || isPlaceholder(it.text) || !looksGenerated(it.text, minEntropy)) continue;
    if (defaults.has(it.span.start) || (it.owner === undefined && isReplacedBeside(workspace, file.path, name))) continue;
    if (secretFormatOf(it.text) || PUBLISHABLE.test(it.text) || inWords(it.text) === inWords(name)) continue;
    // What a password was turned into, in sample data.
    if (/pass/i.test(name) && /^[0-9a-f]+$|^\$/i.test(it.text)) continue;
    // Keys for the browser are made to be seen, and nothing tells them from others.
    if (/key$/i.test(name) && (isBrowser || it.siblings.some((key) => /^(?:authDomain|appId|indexName|projectId)$/.test(key))))
      continue;
    yield { messageId: 'named', name, what: '', span: it.span, severity: 'warning' };
  }
}

/** Settings for a run of the tests guard nothing, nor do those to be copied: `settings/ci.py`, `local_settings.example.py`. */
function isForTests(path: string): boolean {
  return /(?:^|[/_.-])(?:ci|tests?|testing|example|sample|template|dist)\.py$/.test(path);
}

/** Settings for one's own machine are told by their file. */
function isDevelopment(path: string): boolean {
  return /(?:^|[/_.-])(?:dev|development|local|debug)(?:[/_.-]|$)/i.test(path);
}

/** A project need not list what it depends on; its settings show by their name or by what they import. */
function belongsToFramework({ path, facts }: LiftedCode, dependencies: ReadonlySet<string>): boolean {
  return (
    PYTHON_FRAMEWORKS.some((it) => dependencies.has(it)) ||
    /(?:^|[/_])(?:settings|config)(?:\/|\w*\.py$)/.test(path) ||
    facts.imports.some(({ module }) => PYTHON_FRAMEWORKS.includes(module.split('.', 1)[0] ?? ''))
  );
}

function isSetting({ form, names, scope }: WrittenValue): boolean {
  if (form === 'binding') return scope === 0 && names.length === 1;
  if (form === 'assignment') return names.length === 2 ? names[1] === 'secret_key' : names.at(-2) === 'config';
  return form === 'field' && names.length === 1;
}

const FRAMEWORK_KEY = /^(?:SECRET_KEY|JWT_SECRET_KEY|JWT_SECRET|SECURITY_PASSWORD_SALT|WTF_CSRF_SECRET_KEY|secret_key)$/;
const PYTHON_FRAMEWORKS = ['flask', 'django', 'fastapi', 'starlette', 'sanic', 'quart', 'tornado', 'flask-jwt-extended'];
const PUBLISHABLE = /^(?:pk_|phc_|G-|UA-|https?:)/;
const SAMPLE_HOST = /example|your|sample|^(?:domain|host|hostname|test)\b|\.(?:local|internal|test)$/i;
