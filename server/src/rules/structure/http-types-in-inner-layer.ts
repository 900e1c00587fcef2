import { z } from 'zod';
import type { Response } from '#concepts/kinds/responses.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ClassDeclaration, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import { isObstacle } from '#fixes/obstacle.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { domainErrorOffers, domainErrors } from './domain-error-fix.ts';
import { handlerAround } from './handlers.ts';
import { plainValuesOffer, takePlainValues } from './http-parameter-fix.ts';
import { httpUse } from './http-use.ts';

interface Data {
  readonly layer: string;
  readonly name: string;
  readonly what: string;
}

const Options = z
  .strictObject({
    httpExceptions: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Report exceptions of the web framework that services raise; those of NestJS with `warning` only'),
    extraTypes: z.array(z.string()).default([]).describe('Names of further types that belong to HTTP'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'structure/http-types-in-inner-layer',
  section: 1,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'multi',
  options: Options,
  strict: { httpExceptions: 'warning' },
  messages: {
    parameter: ({ layer, name, what }) => `The ${layer} function \`${name}\` takes \`${what}\`, so only a request can call it`,
    result: ({ layer, name, what }) => `The ${layer} function \`${name}\` gives back \`${what}\`, so only a request can call it`,
    response: ({ layer, name, what }) =>
      `The ${layer} function \`${name}\` builds the answer of a request itself with \`${what}\``,
    httpException: ({ layer, name, what }) => `The ${layer} function \`${name}\` decides on the HTTP status with \`${what}\``,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    const layering = code && workspace.layerOf(code.path);
    if (!code || !layering || layering.score < 70 || (layering.layer !== 'service' && layering.layer !== 'repository')) return;
    if (conceptsOf(code, 'route').length > 0 || OUTER_FOLDER.test(`/${code.path}`)) return;
    // The functions beside a strategy or a guard are parts of it.
    if (code.facts.classes.length > 0 && code.facts.classes.every(isBorderClass)) return;
    const reported = new Set<ScopeId>();
    for (const [id, { fn, parent = 0 }] of code.facts.scopes.entries()) {
      if (!fn || fn.argumentOf || isBorder(code, fn) || handlerAround(workspace, code, parent)) continue;
      const use = httpUse(workspace, code, id, fn, options.extraTypes);
      if (!use) continue;
      reported.add(id);
      yield {
        messageId: use.place,
        data: { layer: layering.layer, name: nameOf(fn), what: use.text },
        path: code.path,
        at: { kind: 'span', span: use.span },
        symbol: nameOf(fn),
        ...(use.isMild && { severity: 'info' }),
        offers: use.place === 'parameter' ? plainValuesOffer(workspace, code, id, use.span) : [],
      };
    }
    yield* answers(workspace, code, layering.layer, reported, options.httpExceptions);
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const raised = messageId === 'httpException' && code && domainErrors(workspace, code, at);
    if (raised) return isObstacle(raised) ? [] : [raised];
    if (!code || messageId !== 'parameter' || at.kind !== 'span') return [];
    const scope = code.facts.scopes.findIndex((it) => it.fn?.parameters.some((one) => one.span.start === at.span.start));
    return scope < 0 ? [] : takePlainValues(workspace, code, scope, at.span);
  },
  obstacle({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const raised = messageId === 'httpException' && code ? domainErrors(workspace, code, at) : undefined;
    return isObstacle(raised) ? raised : undefined;
  },
});

/** Replies and exceptions of the web framework, one for each function. */
function* answers(
  workspace: Workspace,
  code: LiftedCode,
  layer: string,
  reported: ReadonlySet<ScopeId>,
  exceptions: 'off' | 'info' | 'warning',
) {
  const seen = new Set<string>();
  for (const it of conceptsOf(code, 'response')) {
    const around = enclosingFunction(code.facts, it.scope);
    if (!around || isBorder(code, around.fn) || reported.has(around.id)) continue;
    const call = it.call === undefined ? undefined : code.facts.calls[it.call];
    const isRaised = it.isRaised || call?.use === 'thrown';
    if (isRaised && (exceptions === 'off' || !isCounted(it, exceptions))) continue;
    if (/^web-response$/.test(it.framework) || (!isRaised && !isAnswer(workspace, code, it))) continue;
    const messageId = isRaised ? 'httpException' : 'response';
    if (seen.has(`${around.id} ${messageId}`)) continue;
    seen.add(`${around.id} ${messageId}`);
    const severity: Severity = isRaised && exceptions !== 'off' ? exceptions : 'warning';
    yield {
      messageId,
      data: { layer, name: nameOf(around.fn), what: call?.callee.path.join('.') ?? '' },
      path: code.path,
      at: { kind: 'span', span: call?.nameSpan ?? it.span } as const,
      symbol: nameOf(around.fn),
      severity,
      offers: isRaised ? domainErrorOffers(code, around.id) : [],
    };
  }
}

/** NestJS asks for its exceptions in services: only who wants to be strict hears of them. */
function isCounted({ framework }: Response, exceptions: 'info' | 'warning'): boolean {
  return framework !== 'nestjs' || exceptions === 'warning';
}

/** A reply that a service builds; handlers that stand in its file, and what a Go function writes to, are none. */
function isAnswer(workspace: Workspace, code: LiftedCode, it: Response): boolean {
  return (
    it.call !== undefined &&
    it.framework !== 'nestjs' &&
    code.facts.language !== 'go' &&
    handlerAround(workspace, code, it.scope) === undefined
  );
}

/** Strategies, guards, pipes and the like stand between HTTP and the rest, wherever their file lies. */
function isBorder(code: LiftedCode, fn: FunctionDetails): boolean {
  const owner = code.facts.classes.find((it) => it.name === fn.owner);
  return (owner !== undefined && isBorderClass(owner)) || BORDER.test(fn.name ?? '') || /^(test|mock|fake)/i.test(fn.name ?? '');
}

function isBorderClass({ name, bases }: ClassDeclaration): boolean {
  return [name, ...bases.map((it) => it.path.at(-1) ?? '')].some((it) => BORDER.test(it));
}

/** A class called repository or service among the routes belongs to them. */
const OUTER_FOLDER = /\/(routes?|routers?|controllers?|handlers?|views|endpoints|middlewares?)\//;

const BORDER =
  /(Strategy|Guard|Pipe|Interceptor|Filter|Middleware|Controller|Handler|Resolver|Gateway|Adapter|Swagger|OpenApi|Upload|Storage|Webhook|Proxy|Decorator|Exception|Error|Client)$|[sS]ignature|middleware|[wW]ebhook|^(get_)?current_|^require_|_or_40[0-9]$|Or40[0-9]$|^ServeHTTP$/;

function nameOf(fn: FunctionDetails): string {
  return [fn.owner, fn.name].filter(Boolean).join('.');
}
