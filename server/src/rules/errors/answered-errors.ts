import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { statusOf } from '#concepts/messages/http-status.ts';
import type { Call } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { type OwnErrors, ownErrors } from '#fixes/errors/error-class.ts';
import type { ErrorKind } from '#fixes/errors/error-kind.ts';
import { pythonHandler } from '#fixes/errors/new-errors.ts';
import type { OwnName } from '#fixes/imports.ts';
import { applicationFiles } from '#fixes/modules.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { servedUnit } from '../absence.ts';
import { serverStatement } from '../prod/server-statement.ts';
import { rendersPages } from './error-body.ts';
import { nestFilter } from './nest-error-filter.ts';

/** Classes of the unit for kinds of errors, with all that has to be done so that each is answered with its status. */
export interface AnsweredErrors {
  /** By the name of the kind. */
  readonly classes: OwnErrors['classes'];
  readonly edits: readonly FileEdit[];
}

/** Frameworks, as they name their exceptions, whose errors are answered in one place that can be found. */
export const MAPPED: ReadonlySet<string> = new Set(['fastapi', 'flask', 'nestjs', 'http-errors']);

/** Classes that are answered as the exceptions of a framework are now; an obstacle where that is not certain. */
export function answeredErrors(
  workspace: Workspace,
  code: LiftedCode,
  framework: string,
  kinds: readonly ErrorKind[],
): AnsweredErrors | FixObstacle {
  const unit = workspace.unitOf(code.path);
  const files = applicationFiles(workspace, unit, code.facts.language);
  const own = ownErrors(workspace, code, kinds);
  if (!own) return obstacle(code.path, undefined, OTHER_FORM);
  const { classes, edits } = own;
  // Express and Fastify look at `statusCode` themselves, and their handlers here do so too.
  if (framework === 'http-errors') {
    const isServed = ['express', 'fastify'].some((it) => unit.dependencies.has(it));
    return otherScriptHandler(workspace, files) ?? (isServed ? { classes, edits } : obstacle(code.path, undefined, NO_PLACE));
  }
  if (!own.isNew)
    return isAnswered(workspace, files, own.base) ? { classes, edits } : obstacle(own.base.from, undefined, UNANSWERED);
  const mapped = newMapping(workspace, code, files, framework, own.base, kinds);
  return isObstacle(mapped) ? mapped : { classes, edits: [...edits, ...mapped] };
}

function newMapping(
  workspace: Workspace,
  code: LiftedCode,
  files: readonly LiftedCode[],
  framework: string,
  base: OwnName,
  kinds: readonly ErrorKind[],
): readonly FileEdit[] | FixObstacle {
  const other = framework === 'nestjs' ? otherFilter(workspace, code, files) : otherHook(files, framework, kinds);
  if (other) return other;
  if (framework === 'nestjs') {
    const served = servedUnit(workspace, workspace.unitOf(code.path));
    const server = served && serverStatement(workspace, served.place.path, served.place.at);
    const filter = server && nestFilter(workspace, server, [{ own: base, status: 'statusCode' }]);
    return filter ?? obstacle(served?.place.path ?? code.path, undefined, NO_PLACE);
  }
  if (framework === 'flask' && rendersPages(files)) return obstacle(code.path, undefined, PAGES);
  const handler = pythonHandler(workspace, code, base.from);
  return handler ? [handler] : obstacle(code.path, undefined, NO_PLACE);
}

/** A function or filter is registered for the class, and reads its status. */
function isAnswered(workspace: Workspace, files: readonly LiftedCode[], base: OwnName): boolean {
  return files.some((file) => {
    if (!/\.status_?code\b/i.test(workspace.textOf(file.path) ?? '')) return false;
    return hooksOf(file).some((it) =>
      it.args.some((arg) => {
        if (arg.kind !== 'reference') return false;
        const found = workspace.linker.classOf(workspace.linker.reference(file.path, 0, arg.path));
        return found?.path === base.from && found.declaration.name === base.name;
      }),
    );
  });
}

/** The calls that name what a handler or a filter is for. */
function hooksOf({ facts }: LiftedCode): readonly Call[] {
  return facts.calls.filter((it) => HOOK.test(it.callee.path.at(-1) ?? ''));
}

const HOOK = /^(?:exception_handler|add_exception_handler|errorhandler|app_errorhandler|register_error_handler|Catch)$/;

/** Python: the exceptions, or their status, have a handler that gives them a form of its own. */
function otherHook(files: readonly LiftedCode[], framework: string, kinds: readonly ErrorKind[]): FixObstacle | undefined {
  const isOwn = framework === 'flask' ? /(?:^|\.)(?:HTTPException|Exception)$/ : /(?:^|\.)\w*HTTPException$/;
  for (const file of files)
    for (const { args, nameSpan } of hooksOf(file)) {
      const [caught] = args;
      const status = statusOf(caught);
      const isOther =
        caught?.kind === 'reference'
          ? isOwn.test(caught.path.join('.')) || kinds.some((it) => it.status === status)
          : status === undefined || kinds.some((it) => it.status === status);
      if (isOther) return obstacle(file.path, nameSpan, OWN_FORM);
    }
  return undefined;
}

/** NestJS: a filter of the project's, or another way than HTTP on which exceptions are answered. */
function otherFilter(workspace: Workspace, code: LiftedCode, files: readonly LiftedCode[]): FixObstacle | undefined {
  for (const file of files) {
    const filter = file.facts.classes.find((it) => it.decorators.some((one) => one.path.at(-1) === 'Catch'));
    if (filter) return obstacle(file.path, filter.nameSpan, OWN_FORM);
  }
  const { dependencies } = workspace.unitOf(code.path);
  const isElsewhere = ['@nestjs/graphql', '@nestjs/microservices', '@nestjs/websockets'].some((it) => dependencies.has(it));
  return isElsewhere ? obstacle(code.path, undefined, NO_PLACE) : undefined;
}

/** Express and Fastify: a handler that asks for more of an error than its `statusCode`. */
function otherScriptHandler(workspace: Workspace, files: readonly LiftedCode[]): FixObstacle | undefined {
  for (const file of files) {
    const text = workspace.textOf(file.path) ?? '';
    for (const { span, nameSpan } of scriptHandlers(file)) {
      const body = text.slice(span.start, span.end);
      if (!/\bstatusCode\b/.test(body) || /\binstanceof\b|isHttpError|\bexpose\b/.test(body))
        return obstacle(file.path, nameSpan, OWN_FORM);
    }
  }
  return undefined;
}

function scriptHandlers({ facts }: LiftedCode): { readonly span: Span; readonly nameSpan: Span }[] {
  const registered = facts.calls.filter((it) => it.callee.path.at(-1) === 'setErrorHandler');
  const functions = facts.scopes.flatMap(({ fn, span }) =>
    fn?.parameters.length === 4 && /^_*(?:e|err|error|ex)$/i.test(fn.parameters[0]?.name ?? '')
      ? [{ span, nameSpan: fn.nameSpan }]
      : [],
  );
  return [...registered, ...functions];
}

const OTHER_FORM = worded`The error classes of this project are of a form that is not known, so that none can be chosen or added for certain. Raise one of them that is answered with the same status.`;
const UNANSWERED = worded`Nothing that answers this class with its status is in sight. Register a handler for it where the application is made, then raise it here.`;
const OWN_FORM = worded`This answers the exceptions of the framework in a form of its own. Let it answer an error class of yours in the same form, then raise that class in the service.`;
const NO_PLACE = worded`The place where a handler for an error class could be registered is not certain. Register one where the application is made, then raise its class here.`;
const PAGES = worded`This application answers with pages, and a new handler would answer with JSON. Register a handler that shows a page for an error class of yours, then raise it here.`;
