import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { atBodyStart } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { CHECK_NOTE } from './checked-server.ts';
import { expressJwtCheck } from './express-jwt-check.ts';
import { libraryChecks } from './library-checks.ts';
import type { ServerPiece } from './server-piece.ts';
import type { CookieForm } from './session-cookie-module.ts';

/** A read of the Authorization header in a text. */
interface HeaderRead {
  readonly start: number;
  readonly end: number;
  /** What is asked for it: `req`, `c.Request`. */
  readonly request: string;
  /** A header that is not there reads as ''. */
  readonly isText: boolean;
}

/**
 * Has the checks of a server take the token of its browsers too; an obstacle where none is found, or one is of a form that is not known.
 * @param module where the cookie is kept
 */
export function checksWithCookie(
  workspace: Workspace,
  unit: Unit,
  form: CookieForm,
  module: Path,
): readonly ServerPiece[] | FixObstacle {
  const files = unit.files.flatMap((path) => {
    const code = workspace.files.get(path);
    const isServer = workspace.roleOf(path) === undefined && workspace.runtimeOf(path) !== 'browser';
    return code && isCode(code) && isServer ? [code] : [];
  });
  const ofLibraries = libraryChecks({ workspace, unit, files, form, module });
  if (isObstacle(ofLibraries)) return ofLibraries;
  const pieces: ServerPiece[] = [...ofLibraries];
  for (const code of files) {
    const { path } = code;
    const text = workspace.textOf(path);
    if (text === undefined || !/authorization|Bearer|ExtractJwt|express-jwt/i.test(text)) continue;
    const piece = inFile(code, text, form, styleIn(workspace, path));
    if (piece === 'unknown') return obstacle(path, headerAt(text), UNKNOWN_CHECK);
    if (piece) pieces.push(piece);
  }
  const [first = ''] = unit.files;
  return pieces.length > 0 ? pieces : obstacle(first, undefined, NO_CHECK);
}

function headerAt(text: string): Span | undefined {
  const found = /authorization/i.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

const UNKNOWN_CHECK = worded`The Authorization header is read here in a form that is not known for certain. Have it read the token out of the cookie too, or read the header once into a variable and look for the quick-fix again.`;

const NO_CHECK = worded`No place of this server is seen to read the Authorization header: its checks are in a library or of another form. Have them take the token out of an httpOnly cookie too, set that where the token is answered, and leave the header out of the requests.`;

function inFile(code: LiftedCode, text: string, form: CookieForm, style: TextStyle): ServerPiece | 'unknown' | undefined {
  const { path } = code;
  const library = byLibrary(path, text, form);
  if (library) return library;
  const language = code.facts.language;
  const reads = readsIn(text, language).filter((it) => !isComment(text, it.start));
  const isScript = language === 'typescript' || language === 'javascript';
  // A function of the project's own that reads the header for it is found as a read.
  if (reads.length === 0) return isScript ? expressJwtCheck(code, text, form.read, style, CHECK_NOTE) : undefined;
  // A question about the header by its name alone would still say no.
  if (/['"]authorization['"]\s+(?:not\s+)?in\s/i.test(text)) return 'unknown';
  const groups = new Map<ScopeId | undefined, HeaderRead[]>();
  for (const it of reads) {
    const around = functionAt(code, it.start);
    groups.set(around, [...(groups.get(around) ?? []), it]);
  }
  const made: ((written: (name: string) => string) => TextChange[])[] = [];
  for (const [scope, list] of groups) {
    const [first] = list;
    if (!first) continue;
    const call = (written: string): string => {
      const argument = form.read === 'authorization' ? '' : first.request;
      return `${written}(${argument})`;
    };
    if (list.length === 1 || !isScript) {
      made.push((written) =>
        list.map((it) => ({
          span: { start: it.start, end: it.end },
          text: it.isText ? orEmpty(call(written(form.read)), text, it, language) : call(written(form.read)),
        })),
      );
      continue;
    }
    // Read several times, it needs one name, or what is known of it after a question is lost.
    const name = 'authorization';
    if (scope === undefined || !isFree(code.facts, scope, name)) return 'unknown';
    const at = atBodyStart(text, code.facts, scope, '\u0000', style);
    if (!at) return 'unknown';
    const end = style.semicolons ? ';' : '';
    made.push((written) => [
      { ...at, text: at.text.replace('\u0000', () => `const ${name} = ${call(written(form.read))}${end}`) },
      ...list.map((it) => ({ span: { start: it.start, end: it.end }, text: name })),
    ]);
  }
  return { path, own: [form.read], packages: [], changes: (written) => made.flatMap((it) => it(written)), note: CHECK_NOTE };
}

function orEmpty(call: string, text: string, { start, end }: HeaderRead, language: string): string {
  if (language === 'go') return call;
  const isAlone = /[=(,]\s*$/.test(text.slice(0, start)) && /^\s*[;,)\r\n]/.test(text.slice(end));
  const or = language === 'python' ? `${call} or ""` : `${call} ?? ''`;
  return isAlone ? or : `(${or})`;
}

/** A library that reads the header itself is told where else to look. */
function byLibrary(path: Path, text: string, form: CookieForm): ServerPiece | undefined {
  const note = CHECK_NOTE;
  const passport = /ExtractJwt\.fromAuthHeaderAsBearerToken\(\)/.exec(text);
  if (passport && !text.includes('fromExtractors')) {
    const span = { start: passport.index, end: passport.index + passport[0].length };
    const from = (written: string): string =>
      `ExtractJwt.fromExtractors([(request) => ${written}(request)?.slice('Bearer '.length) ?? null])`;
    return { path, own: [form.read], packages: [], changes: (written) => [{ span, text: from(written(form.read)) }], note };
  }
  if (form.module !== 'session_cookie' || form.read === 'authorization') return undefined;
  const bearer = [...text.matchAll(/=\s*(OAuth2PasswordBearer|HTTPBearer)(?=\()/g)];
  const [found] = bearer;
  if (!found || bearer.length > 1) return undefined;
  const name = found[1] === 'HTTPBearer' ? 'BearerOrCookie' : 'PasswordBearerOrCookie';
  const end = found.index + found[0].length;
  const span = { start: end - (found[1] ?? '').length, end };
  return { path, own: [name], packages: [], changes: (written) => [{ span, text: written(name) }], note };
}

function readsIn(text: string, language: string): HeaderRead[] {
  return FORMS[language === 'python' || language === 'go' ? language : 'script'].flatMap(({ form, suffix = '', isText }) =>
    [...text.matchAll(form)].map((it) => ({
      start: it.index,
      end: it.index + it[0].length,
      request: `${it[1] ?? ''}${suffix}`,
      isText: isText ?? it[2] !== undefined,
    })),
  );
}

interface ReadForm {
  /** Its first group is the request; a second one says that there is a text in any case. */
  readonly form: RegExp;
  /** What leads from there to the request. */
  readonly suffix?: string;
  readonly isText?: boolean;
}

const FORMS: Readonly<Record<'script' | 'python' | 'go', readonly ReadForm[]>> = {
  script: [
    {
      form: /\b(req|request|ctx|context)(?:\.req(?:uest)?)?\??\.headers?(?:\?\.|\.)?(?:\[['"])?[aA]uthorization\b(?:['"]\])?(?!\s*=[^=])(?!\s*:)/g,
      isText: false,
    },
    { form: /\b(req|request)\.(?:get|header)\(['"][aA]uthorization['"]\)/g, isText: false },
    { form: /\b(ctx|context)\.(?:request\.)?get\(['"][aA]uthorization['"]\)/g, isText: true },
  ],
  python: [
    {
      form: /\b((?:self\.)?request)\.(?:headers\.get\(["'][aA]uthorization["']|META\.get\(["']HTTP_AUTHORIZATION["'])(,\s*(?:""|''))?\)/g,
    },
    { form: /\b((?:self\.)?request)\.(?:headers\[["'][aA]uthorization["']\]|META\[["']HTTP_AUTHORIZATION["']\])/g, isText: true },
  ],
  go: [
    { form: /\b(\w+(?:\.Request(?:\(\))?)?)\.Header\.Get\("Authorization"\)/g, isText: true },
    { form: /\b(\w+)\.GetHeader\("Authorization"\)/g, suffix: '.Request', isText: true },
  ],
};

function isComment(text: string, at: number): boolean {
  return /^\s*(?:\/\/|\*|#)/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}

function functionAt({ facts }: LiftedCode, at: number): ScopeId | undefined {
  let found: ScopeId | undefined;
  for (const [id, it] of facts.scopes.entries()) if (it.fn && it.bodySpan.start <= at && at < it.bodySpan.end) found = id;
  return found;
}
