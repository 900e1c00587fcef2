import { z } from 'zod';
import type { InputRead } from '#concepts/kinds/input.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { type Handler, handlerAround } from '../structure/handlers.ts';
import { decodedType } from './decoded-type.ts';
import { needsNoShape } from './harmless-input.ts';
import { type HandlerInput, isChecked } from './input-evidence.ts';
import { givenBodies, helperReads, looseParameters, rawParameters } from './input-reads.ts';
import { decorateFields } from './nest-dto-fix.ts';
import { parameterTrouble } from './nest-input.ts';
import { addValidationPipe } from './nest-pipe-fix.ts';
import { checkBody } from './unvalidated-input-fix.ts';
import { type Way, wayTo } from './way-to-handler.ts';

interface Data {
  readonly handler: string;
  readonly input: string;
}

const Options = z
  .strictObject({
    evidence: z
      .array(z.string())
      .default([])
      .describe('Names of functions and middleware that check input, beside those that are known'),
    params: z
      .enum(['off', 'info', 'warning'])
      .default('off')
      .describe('Report path and query parameters that go into a query or a request unchecked'),
    go: z
      .strictObject({ requireTags: z.boolean().default(true).describe('Report structs without rules in their tags') })
      .prefault({})
      .describe('For Go'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'api/unvalidated-input',
  section: 6,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    notValidated: ({ handler, input }) => `${named(handler)} uses \`${input}\`, and nothing checks its shape`,
    noPipe: ({ handler, input }) =>
      `The rules of \`${input}\` in ${lower(handler)} are never run, for there is no \`ValidationPipe\``,
    undecoratedDto: ({ handler, input }) => `${named(handler)} takes \`${input}\`, whose class has no rules to check`,
    rawParameter: ({ handler, input }) => `${named(handler)} passes \`${input}\` on as the client sent it`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code || workspace.layerOf(code.path)?.layer === 'middleware' || /graphql/i.test(code.path)) return;
    for (const { handler, all } of byHandler(workspace, code)) {
      const body = bodyReads(code, all);
      const way = wayTo(workspace, code, handler.scope);
      const input: HandlerInput = { workspace, code, handler: handler.scope, reads: body };
      const names = new Set(options.evidence);
      if (
        way.isChecked ||
        isExpected(code, handler.scope) ||
        needsNoShape(input) ||
        code.facts.calls.some((it) => names.has(it.callee.path.at(-1) ?? '')) ||
        way.names.some((it) => names.has(it))
      )
        continue;
      const found =
        body.length > 0 && !way.isSafe && mayJudge(code, handler, way) ? trouble(input, options.go.requireTags) : undefined;
      const raw = found || options.params === 'off' ? undefined : rawParameters({ ...input, reads: all })[0];
      const read = found?.read ?? raw;
      if (!read) continue;
      const severity: Severity = found
        ? way.isOpen || (handler.isWeak && way.methods.length === 0) || isSmall(code, body)
          ? 'info'
          : 'warning'
        : options.params === 'warning'
          ? 'warning'
          : 'info';
      const fixes =
        found?.messageId === 'notValidated'
          ? checkBody(input)
          : found?.messageId === 'noPipe'
            ? addValidationPipe(workspace, code.path)
            : found?.messageId === 'undecoratedDto'
              ? decorateFields(workspace, code, found.read)
              : [];
      yield {
        messageId: found?.messageId ?? 'rawParameter',
        data: { handler: handler.name, input: read.text },
        path: code.path,
        at: { kind: 'span', span: read.span },
        symbol: handler.name,
        severity,
        offers: fixes.map(({ id, kind, title }) => ({ id, kind, title })),
      };
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (code && messageId === 'noPipe') return addValidationPipe(workspace, path);
    if (!code || (messageId !== 'notValidated' && messageId !== 'undecoratedDto') || at.kind !== 'span') return [];
    for (const { handler, all } of byHandler(workspace, code)) {
      const reads = bodyReads(code, all);
      const read = reads.find((it) => it.span.start === at.span.start && it.span.end === at.span.end);
      if (read && messageId === 'undecoratedDto') return decorateFields(workspace, code, read);
      if (read) return checkBody({ workspace, code, handler: handler.scope, reads });
    }
    return [];
  },
});

/** `@api.expect(model, validate=True)` of Flask-RESTX refuses what does not fit. */
function isExpected({ facts }: LiftedCode, handler: ScopeId): boolean {
  return (facts.scopes[handler]?.fn?.decorators ?? []).some(
    ({ path, call }) =>
      path.at(-1) === 'expect' &&
      call !== undefined &&
      facts.calls[call]?.keywords.some(
        ({ name, value }) => name === 'validate' && value.kind === 'literal' && value.value === true,
      ) === true,
  );
}

/** FastAPI checks a parameter by its type; `Body(…)` beside it says only where it is found. */
function isTypedParameter({ framework, type }: InputRead): boolean {
  return (
    framework === 'fastapi' &&
    type !== undefined &&
    !/^(?:(?:typing\.)?Annotated\[\s*)?(?:typing\.)?(?:dict|Dict|Any)\b/.test(type.text)
  );
}

/** Where middleware does the checking, a handler is judged with its route only; and a body belongs to methods that have one. */
function mayJudge(code: LiftedCode, handler: Handler, way: Way): boolean {
  if (way.methods.length > 0) return way.methods.some((it) => !/^(GET|HEAD|DELETE)$/.test(it));
  const { language, scopes } = code.facts;
  if (language === 'go') return true;
  const fn = scopes[handler.scope]?.fn;
  if (language === 'python') return fn?.owner !== undefined || fn?.decorators.length !== 0;
  return fn?.decorators.length !== 0 || /(^|\/)route\.[jt]sx?$/.test(code.path);
}

function trouble(
  input: HandlerInput,
  requireTags: boolean,
): { readonly read: InputRead; readonly messageId: 'notValidated' | 'noPipe' | 'undecoratedDto' } | undefined {
  const { workspace, code, reads } = input;
  let isJudged = false;
  for (const read of reads) {
    if (read.framework === 'nestjs') {
      isJudged = true;
      const messageId = parameterTrouble(workspace, code, read);
      if (messageId && (messageId === 'noPipe' || !isChecked(input))) return { read, messageId };
    } else if (read.into) {
      isJudged = true;
      const type = decodedType(workspace, code, read);
      const isBad = type === 'tagged' || (type === 'plain' && requireTags);
      if (isBad && !isChecked(input)) return { read, messageId: 'notValidated' };
    }
  }
  const [first] = reads;
  return isJudged || !first || isChecked(input) ? undefined : { read: first, messageId: 'notValidated' };
}

/** `logger.debug('%o', req.body)` uses it for nothing. */
function isOnlyLogged({ facts }: LiftedCode, { span, names }: InputRead): boolean {
  return (
    names.length === 0 &&
    facts.calls.some(
      ({ callee, args }) =>
        LOGS.test(callee.path.join('.')) && args.some((it) => it.span.start === span.start && it.span.end === span.end),
    )
  );
}

const LOGS = /\b(?:logger|log|console|winston|pino)\.(?:trace|silly|verbose|debug|info|warn|error|log)$/i;

/** One field of a dictionary is soon looked at. */
function isSmall(code: LiftedCode, reads: readonly InputRead[]): boolean {
  return code.facts.language === 'python' && reads.length === 1 && reads[0]?.key !== undefined;
}

function bodyReads(code: LiftedCode, all: readonly InputRead[]): readonly InputRead[] {
  return all.filter((it) => it.source === 'body' && !isOnlyLogged(code, it));
}

function byHandler(
  workspace: Workspace,
  code: LiftedCode,
): readonly { readonly handler: Handler; readonly all: readonly InputRead[] }[] {
  const reads = [
    ...conceptsOf(code, 'input-read').filter((it) => !isTypedParameter(it)),
    ...helperReads(workspace, code),
    ...givenBodies(workspace, code),
    ...looseParameters(code),
  ];
  const found = new Map<ScopeId, { handler: Handler; all: InputRead[] }>();
  for (const read of [...reads].sort((a, b) => a.span.start - b.span.start)) {
    const handler = handlerAround(workspace, code, read.scope);
    if (!handler) continue;
    const group = found.get(handler.scope) ?? { handler, all: [] };
    group.all.push(read);
    found.set(handler.scope, group);
  }
  return [...found.values()];
}

function named(handler: string): string {
  return handler === '' ? 'The handler' : `\`${handler}\``;
}

function lower(handler: string): string {
  return handler === '' ? 'the handler' : `\`${handler}\``;
}
