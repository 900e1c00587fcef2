import { z } from 'zod';
import type { LogCall, LoggedValue } from '#concepts/kinds/logging.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { passedOn } from '#concepts/messages/lift-log.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, isForDevelopment, oneLevelDown, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { isStartedByHand } from './printing-places.ts';
import { redactInLogger, redactOffers } from './redact-fix.ts';
import { handsOverCredentials, isRedacted, judgeLogged } from './sensitive-values.ts';
import { withoutSecrets, withoutSecretsOffer } from './without-secrets.ts';

interface Data {
  /** The expression that is logged. */
  readonly value: string;
}

const Options = z
  .strictObject({
    names: z.array(z.string()).default([]).describe('More names of values that must not be logged, such as iban'),
    payloads: z
      .enum(['off', 'info', 'warning'])
      .default('warning')
      .describe('Severity for a whole request in the log where people sign in or pay; elsewhere it is info at most'),
    redactors: z
      .array(z.string())
      .default([])
      .describe('Settings of the logger that blank values, besides those of the known loggers'),
  })
  .prefault({});

type Options = z.output<typeof Options>;

export default defineRule<Options, Data>({
  id: 'logging/sensitive-data-logged',
  section: 7,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    secret: ({ value }) => `\`${value}\` is written to the log, where many more people and systems can read it`,
    payload: ({ value }) => `All of \`${value}\` is written to the log, with whatever a client sends in it`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file, ['script']);
    if (!code) return;
    const seen = new Set<number>();
    for (const log of [...conceptsOf(code, 'log'), ...wrappedLogs(workspace, code, options.names)]) {
      if (seen.has(log.span.start)) continue;
      seen.add(log.span.start);
      if (isForDevelopment(code.facts, log.scope)) continue;
      const found = log.logged
        .flatMap((it) => judgeLogged(code, log.scope, it, options.names) ?? [])
        .find(({ value }) => !isKind(workspace, code, log.scope, value.path));
      if (!found || isOutput(workspace, code, log.span.start) || isRedacted(workspace, code, found.value, options.redactors))
        continue;
      const severity = severityOf(workspace, code, log.scope, found, options);
      if (severity === 'off') continue;
      const { value } = found;
      const detection: Detection<Data> = {
        messageId: found.kind,
        data: { value: value.path.join('.') },
        path: code.path,
        at: { kind: 'span', span: log.span },
        symbol: symbolAround(code, log.scope),
        ...(severity !== 'error' && { severity }),
        offers: [
          ...(found.kind === 'secret' ? [withoutSecretsOffer(value.path.join('.'))] : []),
          ...redactOffers(workspace, code, log.span, sensitiveIn(code, log, options.names)),
        ],
      };
      yield detection;
    }
  },
  repair({ workspace, options }, { messageId, path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file, ['script']);
    if (!code || at.kind !== 'span') return [];
    const logs = [...conceptsOf(code, 'log'), ...wrappedLogs(workspace, code, options.names)];
    const log = logs.find((it) => it.span.start === at.span.start && it.span.end === at.span.end);
    const values = log ? sensitiveIn(code, log, options.names) : [];
    const without = messageId === 'secret' ? withoutSecrets(workspace, code, at.span, values, data.value) : [];
    return [...without, ...redactInLogger(workspace, code, at.span, values)];
  },
});

/** Go: `ActionResetPassword`, `auth.TypePassword` are constants that tell kinds of things apart. */
function isKind({ linker, files }: Workspace, { path, facts }: LiftedCode, scope: ScopeId, names: readonly string[]): boolean {
  if (facts.language !== 'go' || !/^[A-Z]\w*[a-z][A-Z]/.test(names.at(-1) ?? '')) return false;
  const meaning = linker.reference(path, scope, names);
  const declaring = meaning.kind === 'local' && meaning.chain.length === 0 ? files.get(meaning.file)?.facts : undefined;
  return (
    declaring?.kind === 'code' &&
    declaring.bindings.some((it) => it.scope === 0 && it.name === names.at(-1) && it.declares === 'constant')
  );
}

function sensitiveIn(code: LiftedCode, { scope, logged }: Logged, names: readonly string[]): readonly LoggedValue[] {
  return logged.flatMap((it) => judgeLogged(code, scope, it, names)?.value ?? []);
}

/** `fmt.Println(key)`, `print(password)` in a command or a script: what somebody asked for at a terminal is no log. */
function isOutput(workspace: Workspace, code: LiftedCode, start: number): boolean {
  const { facts } = code;
  const call = facts.calls.find((it) => it.span.start === start);
  if (!call || !/^(?:fmt\.Print(?:ln|f)?|print|console\.\w+)$/.test(call.callee.path.join('.'))) return false;
  if (workspace.roleOf(code.path) === 'script') return true;
  // `func Main() int`: what a program prints before it gives its exit code.
  const fn = enclosingFunction(facts, call.scope)?.fn;
  if (facts.language === 'go' && /^(?:main|run|execute)$/i.test(fn?.name ?? '') && fn?.results[0]?.text === 'int') return true;
  return workspace.runtimeOf(code.path) !== 'browser' && isStartedByHand(workspace, code);
}

type Logged = Pick<LogCall, 'scope' | 'span' | 'logged'>;

/** Calls of functions that only log, here or in other files; asked only where something sensitive is handed over. */
function wrappedLogs(workspace: Workspace, code: LiftedCode, names: readonly string[]): Logged[] {
  return code.facts.calls.flatMap((call, id): Logged[] => {
    if (call.callee.path.length === 0 || call.use !== 'discarded') return [];
    const logged = passedOn(code.facts, call);
    if (!logged.some((it) => judgeLogged(code, call.scope, it, names))) return [];
    const { linker } = workspace;
    const target = linker.functionOf(linker.callee(code.path, id));
    const effects = target && workspace.files.get(target.path)?.effects.get(target.scope);
    return effects?.logs ? [{ scope: call.scope, span: call.span, logged }] : [];
  });
}

function severityOf(
  workspace: Workspace,
  code: LiftedCode,
  scope: number,
  { kind, isMinor }: { readonly kind: 'secret' | 'payload'; readonly isMinor: boolean },
  { payloads }: Options,
): Severity | 'off' {
  if (workspace.roleOf(code.path) === 'script') return kind === 'secret' ? 'info' : 'off';
  // What a browser logs stays with the person whose it is, until somebody looks over their shoulder.
  const isBrowser = workspace.runtimeOf(code.path) === 'browser';
  if (kind === 'secret') return isMinor ? 'info' : isBrowser ? oneLevelDown('error') : 'error';
  if (payloads === 'off') return 'off';
  return handsOverCredentials(code.path, enclosingFunction(code.facts, scope)?.fn.name) ? payloads : 'info';
}
