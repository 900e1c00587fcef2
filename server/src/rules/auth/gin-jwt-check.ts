import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectValue } from '#facts/value.ts';
import { changesBetween } from '#fixes/changes-between.ts';
import { addGoEntries } from '#fixes/go-literal.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import { CHECK_NOTE, type CheckedServer } from './checked-server.ts';
import type { ServerPiece } from './server-piece.ts';

const NAME = 'Name';
/** What gin-jwt calls its cookie where nothing else is said. */
const DEFAULT = 'jwt';

/** Has gin-jwt look into the cookie after the header, and send it where its own handler signs people in. */
export function ginJwtCheck({ workspace, files }: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const found = files.flatMap((code) => literals(code, workspace.textOf(code.path) ?? '').map((literal) => ({ code, literal })));
  const [only, other] = found;
  const near = only?.code ?? files.find((it) => it.facts.imports.some((one) => /\/gin-jwt(?:\/v\d+)?$/.test(one.module)));
  if (!only || other || !near) return obstacle(near?.path ?? '', other?.literal.span, UNKNOWN);
  const { path } = only.code;
  const text = workspace.textOf(path) ?? '';
  const { entries, span } = only.literal;
  const sends = files.some((it) => /\.LoginHandler\b/.test(workspace.textOf(it.path) ?? ''));
  if (entries.some((it) => /Cookie/.test(it.key))) return obstacle(path, span, UNKNOWN);
  const lookup = entries.find((it) => it.key === 'TokenLookup');
  const told = lookup?.value.kind === 'literal' && typeof lookup.value.value === 'string' ? lookup.value.value : undefined;
  if (lookup && (told === undefined || (!sends && /cookie/.test(told)))) return obstacle(path, lookup.span, UNKNOWN);
  const name = /\bcookie:\s*([\w-]+)/.exec(told ?? '')?.[1];
  const cookie = name ?? DEFAULT;
  const sent: readonly (readonly [string, string])[] = [
    ['SendCookie', 'true'],
    ...(cookie === DEFAULT ? [] : [['CookieName', `"${cookie}"`] as const]),
    ['CookieHTTPOnly', 'true'],
    ['SecureCookie', 'true'],
    ['CookieSameSite', 'http.SameSiteLaxMode'],
  ];
  const changed = (written: (it: string) => string): string | undefined => {
    const source = sends ? `${cookie}"` : `" + ${written(NAME)}`;
    const added = `"${told ?? 'header: Authorization'}, cookie: ${source}`;
    const inPlace = lookup && name === undefined ? [{ span: lookup.value.span, text: added }] : [];
    const now = applyTextChanges(text, inPlace);
    const whole = { start: span.start, end: span.end + now.length - text.length };
    const changes = addGoEntries(now, whole, [...(lookup ? [] : [['TokenLookup', added] as const]), ...(sends ? sent : [])]);
    return changes && applyTextChanges(now, changes);
  };
  if (changed((it) => it) === undefined) return obstacle(path, span, UNKNOWN);
  return [
    {
      path,
      own: sends ? [] : [NAME],
      packages: sends ? [{ module: 'net/http' }] : [],
      changes: (written) => changesBetween(text, changed(written) ?? text),
      note: CHECK_NOTE,
    },
  ];
}

/** `&jwt.GinJWTMiddleware{ … }`, wherever it stands. */
function literals({ facts }: LiftedCode, text: string): readonly ObjectValue[] {
  const written = /\bGinJWTMiddleware\{/.test(text);
  const values = [
    ...facts.calls.flatMap((it) => it.args),
    ...facts.bindings.flatMap(({ origin }) => (origin.kind === 'value' ? [origin.value] : [])),
    ...facts.returns.flatMap((it) => it.values),
  ];
  return written ? values.filter((it) => it.kind === 'object').filter((it) => it.type?.at(-1) === 'GinJWTMiddleware') : [];
}

const UNKNOWN = worded`The middleware of gin-jwt is set up here in a form that is not known for certain, or says already how its cookie is. Give it \`SendCookie\`, \`CookieHTTPOnly\`, \`SecureCookie\` and a \`TokenLookup\` with the cookie.`;
