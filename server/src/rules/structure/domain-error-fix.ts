import type { Response } from '#concepts/kinds/responses.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { reasonPhrase, statusOf } from '#concepts/messages/http-status.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { type ErrorKind, kindOfStatus } from '#fixes/errors/error-kind.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { quoted } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { answeredErrors, MAPPED } from '../errors/answered-errors.ts';
import type { Anchor } from '../rule.ts';
import { reliedOn } from './relied-exceptions.ts';

/** An exception of the framework that a function raises. */
interface Raised {
  readonly it: Response;
  readonly call: Call;
  readonly kind: ErrorKind | undefined;
}

/** Classes of the project's own in place of all exceptions of a function, where each has a class by its status. */
export function domainErrorOffers(code: LiftedCode, around: ScopeId): readonly FixOffer[] {
  const raised = raisedIn(code, around);
  const kinds = kindsOf(raised);
  const [first] = raised;
  const isKnown =
    first && raised.every(({ it, kind }) => kind && it.framework === first.it.framework && MAPPED.has(it.framework));
  if (!isKnown) return [];
  const names = kinds.map((it) => `${it.name}Error`).join(', ');
  const what = first.call.callee.path.join('.');
  return [{ id: 'domain-error', kind: 'multi', title: worded`Replace ${what} by ${names}` }];
}

/** The fix for the exceptions of the function that a finding is about, or what keeps it from being certain. */
export function domainErrors(workspace: Workspace, code: LiftedCode, at: Anchor): Fix | FixObstacle | undefined {
  const call = code.facts.calls.find((it) => at.kind === 'span' && it.nameSpan.start === at.span.start);
  const around = call && enclosingFunction(code.facts, call.scope)?.id;
  return around === undefined ? undefined : inPlaceOf(workspace, code, around);
}

function inPlaceOf(workspace: Workspace, code: LiftedCode, around: ScopeId): Fix | FixObstacle | undefined {
  const [offer] = domainErrorOffers(code, around);
  const raised = raisedIn(code, around);
  const text = workspace.textOf(code.path);
  const framework = raised[0]?.it.framework ?? '';
  if (!offer || text === undefined) return undefined;
  const style = styleIn(workspace, code.path);
  const messages = raised.map((it) => messageOf(code, it, text) ?? (hasMessage(it) ? undefined : quoted(phraseOf(it), style)));
  const unclear = raised[messages.indexOf(undefined)];
  if (unclear) return obstacle(code.path, unclear.call.span, MORE_THAN_TEXT);
  const other = reliedOn(
    workspace,
    code,
    framework,
    raised.map(({ call }) => call.callee.path.at(-1) ?? ''),
  );
  const found = other ?? answeredErrors(workspace, code, framework, kindsOf(raised));
  if (isObstacle(found)) return found;
  const own = [...found.classes.values()];
  const prefix = code.facts.language === 'python' ? '' : 'new ';
  const edit = editCode(workspace, code.path, {
    own,
    changes: (written) =>
      raised.map(({ call, kind }, index) => {
        const name = written(found.classes.get(kind?.name ?? '')?.name ?? '');
        const raise = call.use === 'discarded' ? 'raise ' : '';
        return { span: call.span, text: `${raise}${prefix}${name}(${messages[index] ?? ''})` };
      }),
    note: worded`Raise ${own.map((it) => it.name).join(', ')}`,
  });
  return edit && { ...offer, edits: joinEdits([...found.edits, edit]) };
}

function raisedIn(code: LiftedCode, around: ScopeId): readonly Raised[] {
  return conceptsOf(code, 'response').flatMap((it): Raised[] => {
    const call = it.call === undefined ? undefined : code.facts.calls[it.call];
    if (!call || !it.isRaised || enclosingFunction(code.facts, it.scope)?.id !== around) return [];
    const isThrown = code.facts.throws.some(
      ({ value }) => value?.kind === 'call' && value.call === it.call && value.path.length === 0,
    );
    // Flask's `abort` raises by itself.
    const isStatement = it.framework === 'flask' && call.use === 'discarded';
    const kind = it.status === undefined || !(isThrown || isStatement) ? undefined : kindOfStatus(it.status);
    return [{ it, call, kind }];
  });
}

function kindsOf(raised: readonly Raised[]): readonly ErrorKind[] {
  return [...new Set(raised.flatMap(({ kind }) => kind ?? []))];
}

function argumentsOf(call: Call): readonly Value[] {
  return [...call.args, ...call.keywords.map((it) => it.value)];
}

/** Anything is given besides the status. */
function hasMessage({ it, call }: Raised): boolean {
  return call.isOpen || argumentsOf(call).some((value) => statusOf(value) !== it.status);
}

/** The text as the code writes it, where the exception is given nothing but a status and a text. */
function messageOf(code: LiftedCode, { it, call }: Raised, text: string): string | undefined {
  const { body } = it;
  const others = argumentsOf(call).filter((value) => value !== body && statusOf(value) !== it.status);
  if (!body || call.isOpen || others.length > 0 || !isText(code, body)) return undefined;
  const written = text.slice(body.span.start, body.span.end);
  const rest = text.slice(call.nameSpan.end, body.span.start) + text.slice(body.span.end, call.span.end);
  return /#|\/[/*]/.test(rest) || written.includes('\n') ? undefined : written;
}

function isText(code: LiftedCode, value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  if (value.kind !== 'call') return value.kind === 'template';
  return value.path.length === 0 && /^(?:str|String)$/.test(code.facts.calls[value.call]?.callee.path.join('.') ?? '');
}

/** What the frameworks say where they are given no text. */
function phraseOf({ it }: Raised): string {
  // They keep the older name of this one.
  return it.status === 422 ? 'Unprocessable Entity' : (reasonPhrase(it.status ?? 0) ?? 'Error');
}

const MORE_THAN_TEXT = worded`This exception is given something else than a status and a written text. Raise an error class of yours that holds it, and let the handler of that class answer with it.`;
