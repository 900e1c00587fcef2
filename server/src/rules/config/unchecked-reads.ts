import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { holderOf } from './fallbacks.ts';

export interface UncheckedRead {
  readonly read: SyntaxEnvRead;
  readonly name: string;
  readonly messageId: 'asserted' | 'unchecked';
}

/** Reads whose value the application cannot do without and that nothing in the file checks. */
export function* uncheckedReads(file: LiftedCode, helperNames: readonly string[]): Generator<UncheckedRead> {
  const { facts } = file;
  const slots = conceptsOf(file, 'credential-use').flatMap((it) => (it.what === 'password' ? [] : [it.value]));
  const tested = namesInConditions(facts);
  for (const { read } of conceptsOf(file, 'env-read')) {
    const { name, form, isTested } = read;
    // Without a host drivers take the own machine, which is a choice.
    if (name === undefined || /_?HOST(?:NAME)?$/.test(name) || isTested || read.defaultValue || read.api === 'os.LookupEnv')
      continue;
    if (form === 'asserted' && facts.language === 'python') continue;
    const holder = holderOf(facts, read)?.at(-1);
    if (holder !== undefined && tested.has(holder)) continue;
    const isSlot = slots.some((it) => takes(facts, it, read, holder));
    if (isHandedOn(facts, read, helperNames) && !isSlot) continue;
    if (form === 'asserted') yield { read, name, messageId: 'asserted' };
    else if (form === 'plain' && (isSlot || (isNeeded(name) && holder !== undefined && read.cast === undefined)))
      yield { read, name, messageId: 'unchecked' };
  }
}

/** Tells whether hardly any application runs without a variable of that name: where its data is, and what it signs with. */
export function isNeeded(name: string): boolean {
  return NEEDED.test(name);
}

const NEEDED =
  /(?:^|_)(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MONGO|MONGODB)_(?:URL|URI|DSN|CONNECTION_STRING)$|^(?:DSN|DB_?(?:URL|URI|SOURCE|DSN)|DATABASE)$|(?:^|_)(?:JWT|SESSION|COOKIE|APP|AUTH_JWT|TOKEN|ACCESS_TOKEN|REFRESH_TOKEN|AUTH)_?(?:SECRET|KEY|SECRET_KEY)$|^SECRET(?:_KEY)?(?:_BASE)?$/;

/** Tells whether a value is the read or the constant that holds it. */
function takes(facts: CodeFacts, value: Value, read: SyntaxEnvRead, holder: string | undefined): boolean {
  if (value.span.start <= read.span.start && value.span.end >= read.span.end) return value.kind !== 'function';
  if (holder === undefined || value.kind !== 'reference') return false;
  return value.path.length === 1 && value.path[0] === holder && isConstant(facts, holder);
}

function isConstant(facts: CodeFacts, name: string): boolean {
  return facts.bindings.filter((it) => it.name === name).length === 1;
}

/** A read that is an argument of a call is the callee's matter: it may check. */
function isHandedOn(facts: CodeFacts, { span }: SyntaxEnvRead, helperNames: readonly string[]): boolean {
  return facts.calls.some(
    (call) =>
      call.args.some((it) => it.kind !== 'object' && it.kind !== 'function' && encloses(it, span)) ||
      call.keywords.some((it) => encloses(it.value, span)) ||
      (helperNames.includes(call.callee.path.at(-1) ?? '') && call.span.start <= span.start && call.span.end >= span.end),
  );
}

function encloses(value: Value, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return value.span.start <= start && value.span.end >= end;
}

function namesInConditions(facts: CodeFacts): ReadonlySet<string> {
  return new Set(facts.scopes.flatMap((it) => it.branch?.condition.map((names) => names.at(-1) ?? '') ?? []));
}
