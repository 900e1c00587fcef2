import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { mappedError } from './mapped-error-fix.ts';
import { type RawError, rawErrorIn } from './raw-errors.ts';
import { type ShownValue, shownValues } from './shown-values.ts';

interface Data {
  readonly text: string;
  readonly place: string;
}

const ShownOptions = z
  .strictObject({
    allowApiErrorClass: z
      .boolean()
      .default(true)
      .describe('Lets the text through where a condition has told the error to be of a class whose texts are written for people'),
    adminPaths: z
      .array(z.string())
      .default(['**/devtools/**', '**/debug/**'])
      .describe('Globs of pages for the people who run the system, where raw texts help'),
  })
  .prefault({});
type Options = z.output<typeof ShownOptions>;

export default defineRule<Options, Data>({
  id: 'boundary/raw-error-shown',
  section: 12,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'vue'],
  scope: 'file',
  fix: 'suggest',
  options: ShownOptions,
  messages: {
    rawText: ({ text, place }) => `\`${text}\` is shown to people as it is, in ${place}`,
    serverText: ({ text, place }) => `\`${text}\` shows what the server wrote as it is, in ${place}`,
    stack: ({ text, place }) => `The stack \`${text}\` is shown to people, in ${place}`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    for (const { shown, found } of shownErrors(workspace, code, options)) {
      const messageId = found.what === 'stack' ? 'stack' : found.what === 'server' ? 'serverText' : 'rawText';
      const mapped = messageId === 'stack' ? undefined : mappedError(workspace, code, shown, found);
      yield {
        messageId,
        data: { text: found.text, place: shown.place },
        path: code.path,
        at: { kind: 'span', span: shown.span },
        symbol: symbolAround(code, shown.scope),
        ...(messageId === 'stack' && { severity: 'error' as const }),
        ...(messageId === 'serverText' && { severity: 'info' as const }),
        ...(mapped && { offers: [mapped.offer] }),
      };
    }
  },
  repair({ workspace, options }, { path, at }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span') return [];
    for (const { shown, found } of shownErrors(workspace, code, options)) {
      if (shown.span.start !== at.span.start || shown.span.end !== at.span.end || found.what === 'stack') continue;
      const mapped = mappedError(workspace, code, shown, found);
      const edits = mapped?.edits();
      return mapped && edits ? [{ ...mapped.offer, edits }] : [];
    }
    return [];
  },
});

/** The raw texts that a file shows to people, one for each place. */
function* shownErrors(
  workspace: Workspace,
  code: LiftedCode,
  options: Options,
): Iterable<{ readonly shown: ShownValue; readonly found: RawError }> {
  if (code.facts.language === 'python' || code.facts.language === 'go') return;
  if (workspace.runtimeOf(code.path) === 'server' && !code.facts.hasMarkup) return;
  if (globMatcher(options.adminPaths)(code.path)) return;
  const seen = new Set<number>();
  for (const shown of shownValues(workspace, code)) {
    const { scope, span } = shown;
    const found = rawErrorIn(workspace, code, scope, shown.value);
    // A component that takes the error itself decides what to show of it.
    if (!found || seen.has(span.start) || (found.text === found.head && shown.isAttribute)) continue;
    if (readsOnlyText(code, scope, found.head)) continue;
    if (found.what === 'message' && rejecting(workspace).has(workspace.unitOf(code.path))) continue;
    if (options.allowApiErrorClass && isToldApart(code, scope, found.head)) continue;
    seen.add(span.start);
    yield { shown, found };
  }
}

/** So many are a habit of the project, and not an exception. */
const HABIT = 5;

/** Units whose promises are rejected with sentences of their own: `reject({ message: 'Unable to load the orders' })`. */
const rejecting = perWorkspace((workspace): ReadonlySet<Unit> => {
  const counts = new Map<Unit, number>();
  for (const [path, { facts }] of workspace.files) {
    if (facts.kind !== 'code' || facts.language === 'go' || facts.language === 'python') continue;
    const unit = workspace.unitOf(path);
    counts.set(unit, (counts.get(unit) ?? 0) + facts.calls.filter(rejectsWithSentence).length);
  }
  return new Set([...counts].flatMap(([unit, count]) => (count >= HABIT ? [unit] : [])));
});

function rejectsWithSentence({ callee, args: [first] }: Call): boolean {
  return (
    callee.path.at(-1) === 'reject' &&
    first?.kind === 'object' &&
    first.entries.some((it) => it.key === 'message' && it.value.kind === 'literal')
  );
}

/** Where only a text is parsed, the error says what is wrong with what the person wrote. */
function readsOnlyText({ facts }: LiftedCode, from: ScopeId, head: string): boolean {
  for (let at: ScopeId | undefined = from; at !== undefined; at = facts.scopes[at]?.parent) {
    const handler = facts.scopes[at]?.handler;
    if (handler?.binds !== head) continue;
    const tried = facts.scopes[handler.tryScope]?.bodySpan;
    const calls = facts.calls.filter(({ span }) => tried && span.start >= tried.start && span.end <= tried.end);
    return (
      calls.length > 0 && calls.every((it) => /^(JSON\.(parse|stringify)|RegExp|set[A-Z]\w*)$/.test(it.callee.path.join('.')))
    );
  }
  return false;
}

/** A condition around has told the error from others by its class, its code or its status. */
function isToldApart(code: LiftedCode, from: ScopeId, head: string): boolean {
  for (let at: ScopeId | undefined = from; at !== undefined; at = code.facts.scopes[at]?.parent) {
    const scope = code.facts.scopes[at];
    if (scope?.handler || scope?.fn?.parameters.some((it) => it.name === head)) return false;
    const text = scope?.branch?.text ?? '';
    if (
      /\binstanceof\s+(?!Error\b)|\bis[A-Z]\w*(Error|Exception)\(|isDev|development|NODE_ENV|import\.meta\.env|__DEV__|\.(code|status|name|type)\b/.test(
        text,
      )
    )
      return true;
  }
  return false;
}
