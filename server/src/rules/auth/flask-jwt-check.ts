import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { styleIn } from '#fixes/file-style.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { afterStatement, beforeStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { CHECK_NOTE, type CheckedServer } from './checked-server.ts';
import type { ServerPiece } from './server-piece.ts';

const MODULE = 'flask_jwt_extended';
const KEY = 'JWT_SECRET_KEY';

const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['JWT_TOKEN_LOCATION', "['headers', 'cookies']"],
  ['JWT_COOKIE_SECURE', 'True'],
  ['JWT_COOKIE_SAMESITE', "'Lax'"],

  ['JWT_COOKIE_CSRF_PROTECT', 'False'],
];

const REASONS = new Map([['JWT_COOKIE_CSRF_PROTECT', '# SameSite keeps other sites from sending the cookie.\n']]);

/** Has flask-jwt-extended look into its cookie after the header: settings beside its key, or else before it is told of the application. */
export function flaskJwtCheck({ workspace, files }: CheckedServer): readonly ServerPiece[] | FixObstacle {
  const texts = files.map((it) => [it.path, workspace.textOf(it.path) ?? ''] as const);
  const said = texts.find(([, text]) => /\bJWT_(?:TOKEN_LOCATION|COOKIE|ACCESS_COOKIE)|\blocations\s*=/.test(text));
  if (said) return obstacle(said[0], undefined, UNKNOWN);
  const keys = files.flatMap((it) => keyPlaces(it));
  const [key, secondKey] = keys;
  const [place, secondPlace] = key ? [key, secondKey] : files.flatMap((it) => managerPlaces(it));
  const text = place && workspace.textOf(place.path);
  if (!place || text === undefined || secondPlace) return obstacle((place ?? files[0])?.path ?? '', place?.statement, UNKNOWN);
  const style = styleIn(workspace, place.path);
  const lines = SETTINGS.map(([name, value]) => `${REASONS.get(name) ?? ''}${place.target(name)} = ${value}`).join('\n');
  const change = (key ? afterStatement : beforeStatement)(text, place.statement, lines, style);
  if (!change) return obstacle(place.path, place.statement, UNKNOWN);
  return [{ path: place.path, own: [], packages: [], changes: () => [change], note: CHECK_NOTE }];
}

interface Place {
  readonly path: Path;
  readonly statement: Span;
  /** How a setting is named there. */
  readonly target: (name: string) => string;
}

/** `app.config["JWT_SECRET_KEY"] = …`, `JWT_SECRET_KEY = …` in a class or module of settings. */
function keyPlaces({ path, facts }: LiftedCode): readonly Place[] {
  const fields = facts.classes.flatMap(({ fields: own }) =>
    own.filter((it) => it.name === KEY).map((it): Span => ({ start: it.span.start, end: it.value?.span.end ?? it.span.end })),
  );
  const assigned = facts.assignments.filter((it) => it.target.at(-1) === KEY && it.operator === '=');
  const bound = facts.bindings.filter((it) => it.scope === 0 && it.name === KEY).map((it) => it.statement);
  const plain = [...fields, ...bound].map((statement): Place => ({ path, statement, target: (name) => name }));
  const known = new Set(plain.map((it) => it.statement.start));
  return [
    ...plain,
    ...assigned
      .filter((it) => !known.has(it.statement.start))
      .map((it): Place => {
        const holder = it.target.slice(0, -1).join('.');
        return { path, statement: it.statement, target: (name) => (holder === '' ? name : `${holder}['${name}']`) };
      }),
  ];
}

/** `JWTManager(app)`, `jwt.init_app(app)`: the settings are those of the application. */
function managerPlaces({ path, facts }: LiftedCode): readonly Place[] {
  const local = facts.imports.find((it) => it.module === MODULE && it.imported === 'JWTManager')?.local;
  const managers = facts.bindings.filter(
    ({ origin }) =>
      origin.kind === 'value' && origin.value.kind === 'call' && facts.calls[origin.value.call]?.callee.path[0] === local,
  );
  return facts.calls.flatMap(({ callee, args: [app], statement }): Place[] => {
    const [head = '', method] = callee.path;
    const isMade = head === local && method === undefined;
    const isTold =
      method === 'init_app' &&
      (managers.some((it) => it.name === head) || facts.imports.some((it) => it.local === head && /jwt/i.test(head)));
    if (callee.receiver !== undefined || !(isMade || isTold) || app?.kind !== 'reference' || app.path.length !== 1) return [];
    return [{ path, statement, target: (name) => `${app.path[0]}.config['${name}']` }];
  });
}

const UNKNOWN = worded`It is not certain where the settings of flask-jwt-extended stand, or they say already where the token is. Set \`JWT_TOKEN_LOCATION\` to headers and cookies, and call \`set_access_cookies\` where the token is answered.`;
