import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Look } from '../look.ts';
import { placedConcepts } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, missing, notApplicable, partly, type Verdict } from '../verdict.ts';

/** Fewer raised errors show nothing. Rule catalogue, 4.1. */
const ENOUGH = 3;
/** More errors without a class than this share make it partly. */
const MANY_GENERIC = 0.3;

/** Errors have classes that a handler can tell apart. */
export function typedErrors(look: Look): Verdict {
  const errors = look.serverCode.map((it) => errorsOf(look.workspace, it));
  const declared = errors.flatMap((it) => it.declared);
  const known = new Map(declared.map((it) => [it.name, it]));
  const isError = (name: string, depth = 0): boolean =>
    ERROR_BASE.test(name) || (depth < 6 && known.get(name)?.bases.some((it) => isError(it, depth + 1)) === true);
  const own = declared.filter((it) => it.isGo || it.bases.some((base) => isError(base)));
  const names = new Set(own.map((it) => it.name));
  const made = errors.flatMap((it) => it.made).filter((it) => names.has(it.name));
  const framework = errors.flatMap((it) => it.made).filter((it) => !names.has(it.name) && FRAMEWORK_TYPED.test(it.name));
  const plain = errors.flatMap((it) => it.generic);
  const withStatus = errors.flatMap((it) => it.made).filter((it) => !names.has(it.name) && WITH_STATUS.test(it.name));
  const raised = [
    ...withStatus.map((it) => ({ path: it.path, span: it.span })),
    ...placedConcepts(look.serverCode, 'response').flatMap((it) =>
      it.concept.isRaised ? [{ path: it.path, span: it.concept.span }] : [],
    ),
  ];
  const uses = own.some((it) => it.isGo) ? errors.flatMap((it) => it.matched) : made;
  const total = made.length + framework.length + plain.length + raised.length + uses.length;
  if (total < ENOUGH && own.length < 2) return notApplicable('hardly any errors are raised');
  const classes = own.map((it) => evidence(it.path, it.span, `\`${it.name}\` is an error of the project’s own`));
  const isMixed = plain.length > (plain.length + uses.length + framework.length + raised.length) * MANY_GENERIC;
  const untyped: Evidence[] = plain.map((it) => evidence(it.path, it.span, `\`${it.name}\` has no class of its own`));
  if (own.length >= 2 && uses.length > 0)
    return isMixed && !own.some((it) => it.isGo)
      ? partly(
          `${count(own.length, 'error class', 'error classes')}, and ${count(plain.length, 'error')} without a class of their own`,
          untyped,
        )
      : done(`${count(own.length, 'error class', 'error classes')} of its own`, classes);
  if (own.length >= 2) return partly('Error classes are declared, and nothing tells them apart', classes);
  const typed = new Set(framework.map((it) => it.name));
  if (framework.length >= ENOUGH && typed.size >= 2 && !isMixed)
    return done(
      `The framework’s own error classes: ${[...typed].slice(0, 4).join(', ')}`,
      framework.map((it) => evidence(it.path, it.span, `\`${it.name}\` has a status of its own`)),
    );
  if (own.length === 1) return partly(`One class for every error: \`${own[0]?.name}\``, classes);
  if (framework.length + raised.length >= ENOUGH)
    return partly('Errors are raised as exceptions of the framework with a status; there are no classes of its own', [
      ...framework.map((it) => evidence(it.path, it.span, `\`${it.name}\` of the framework`)),
      ...raised.map((it) => evidence(it.path, it.span, 'An exception of the framework with a status')),
    ]);
  return plain.length >= ENOUGH
    ? missing(`${count(plain.length, 'error')} without a class of their own`, untyped)
    : notApplicable('hardly any errors are raised');
}

const ERROR_BASE = /^(Error|Exception|BaseException|\w*(?:Error|Exception|Boom|Problem)|ValueError|HttpException)$/;
const FRAMEWORK_TYPED =
  /^(?:(?:Bad|NotFound|Unauthori[sz]ed|Forbidden|Conflict|Unprocessable|Gone|TooMany|Internal|Payload|NotAcceptable|MethodNotAllowed|ServiceUnavailable|ImATeapot)\w*(?:Exception|Error)|NotFound|Conflict|Forbidden|Unauthorized|BadRequest|PermissionDenied|ValidationError|AuthenticationFailed|NotAuthenticated|ParseError|Throttled|MethodNotAllowed|Http404|SuspiciousOperation|badRequest|unauthorized|forbidden|notFound|conflict|UnprocessableEntity|TRPCError|GraphQLError)$/;
/** One class for all statuses. */
const WITH_STATUS = /^(HttpException|HTTPException|HttpError|HTTPError|HttpErrorResponse|createError|createHttpError|Boom)$/;
const GENERIC = /^(Error|Exception|BaseException|RuntimeError)$/;

interface Placed {
  readonly name: string;
  readonly path: Path;
  readonly span: { readonly start: number; readonly end: number };
}

interface FileErrors {
  readonly declared: readonly (Placed & { readonly bases: readonly string[]; readonly isGo: boolean })[];
  /** Where errors are made, whatever becomes of them. */
  readonly made: readonly Placed[];
  readonly generic: readonly Placed[];
  /** Go: where an error is told from others. */
  readonly matched: readonly Placed[];
}

const errorsOf = perFile(
  (_workspace, code: LiftedCode): FileErrors => (code.facts.language === 'go' ? errorsInGo(code) : errorsInClasses(code)),
);

function errorsInClasses({ facts, path }: LiftedCode): FileErrors {
  const declared = facts.classes
    .filter((it) => it.form === 'class')
    .map((it) => ({
      name: it.name,
      path,
      span: it.nameSpan,
      isGo: false,
      bases: it.bases.map((base) => base.path.at(-1) ?? ''),
    }));
  const isPython = facts.language === 'python';
  const made: Placed[] = [];
  const generic: Placed[] = [];
  const inThrows = new Set(facts.throws.flatMap((it) => (it.value?.kind === 'call' ? [it.value.call] : [])));
  facts.calls.forEach((call, id) => {
    const names = call.callee.path;
    // `InvalidUsage.user_not_found()` makes one of the class.
    const isFactory = names.length === 2 && /^[A-Z]\w*[a-z]/.test(names[0] ?? '') && (call.use === 'thrown' || inThrows.has(id));
    const name = (isFactory ? names[0] : names.at(-1)) ?? '';
    const isMade = isPython
      ? /^[A-Z]/.test(name)
      : call.form === 'new' || call.use === 'thrown' || /^(notFound|badRequest|unauthorized|forbidden|conflict)$/.test(name);
    if (!isMade || !/^[A-Za-z]\w*$/.test(name)) return;
    if (GENERIC.test(name)) {
      if (inThrows.has(id) || isPassedOn(facts.calls, call)) generic.push({ name, path, span: call.span });
    } else made.push({ name, path, span: call.span });
  });
  for (const it of facts.throws)
    if (it.value?.kind === 'reference') {
      const name = it.value.path.at(-1) ?? '';
      if (isPython && GENERIC.test(name)) generic.push({ name, path, span: it.span });
      else if (isPython) made.push({ name, path, span: it.span });
    }
  return { declared, made, generic, matched: [] };
}

/** `next(new Error('…'))`. */
function isPassedOn(calls: readonly Call[], made: Call): boolean {
  return calls.some(
    (it) => it.callee.path.join('.') === 'next' && it.args.some((value) => value.kind === 'call' && calls[value.call] === made),
  );
}

function errorsInGo({ facts, path }: LiftedCode): FileErrors {
  const sentinels = facts.bindings.filter((it) => {
    if (it.scope !== 0 || it.origin.kind !== 'value' || it.origin.value.kind !== 'call') return false;
    const name = facts.calls[it.origin.value.call]?.callee.path.join('.') ?? '';
    return /^(?:errors\.New|fmt\.Errorf|\w+\.(?:New|Newf|NewError|Errorf)|new\w*Err\w*)$/i.test(name) && /err/i.test(it.name);
  });
  const structs = facts.classes.filter(
    (it) =>
      it.form === 'struct' &&
      facts.scopes.some(({ fn }) => fn?.owner === it.name && fn.name === 'Error' && fn.parameters.length === 0),
  );
  const declared = [
    ...sentinels.map((it) => ({ name: it.name, path, span: it.span, bases: [], isGo: true })),
    ...structs.map((it) => ({ name: it.name, path, span: it.nameSpan, bases: [], isGo: true })),
  ];
  const generic: Placed[] = [];
  const made: Placed[] = [];
  const matched: Placed[] = [];
  for (const call of facts.calls) {
    const name = call.callee.path.join('.');
    if (/^errors\.(Is|As|AsType)$/.test(name)) matched.push({ name, path, span: call.span });
    if (name === 'errors.New' && call.scope !== 0 && call.use !== 'assigned') generic.push({ name, path, span: call.span });
  }
  for (const { branch } of facts.scopes)
    if (branch && /(?:[=!]= *(?:\w+\.)?Err[A-Z]\w*|\.\(\*?(?:\w+\.)?\w*Err(?:or)?\))/.test(branch.text))
      matched.push({ name: branch.text, path, span: branch.conditionSpan });
  for (const { branch } of facts.scopes)
    if (branch?.form === 'case' && /^(?:\w+\.)?Err[A-Z]\w*/.test(branch.text))
      matched.push({ name: branch.text, path, span: branch.conditionSpan });
  return { declared, made, generic, matched };
}
