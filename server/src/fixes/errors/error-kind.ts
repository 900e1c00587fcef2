/** What an error says about a request: the class that it deserves. */
export interface ErrorKind {
  /** `NotFound` in `NotFoundError`. */
  readonly name: string;
  readonly status: number;
  readonly code: string;
  /** What Nest calls its exception for the status; undefined where it has none. */
  readonly nest: string | undefined;
}

/** The kind of error that a message speaks of; undefined where it may be any. */
export function kindOfMessage(message: string): ErrorKind | undefined {
  return KINDS.find(([words]) => words.test(message))?.[1];
}

/** The kind of error that the name of a class speaks of: `SeatIsTaken`, `OrderNotFoundError`; undefined where it may be any. */
export function kindOfErrorName(name: string): ErrorKind | undefined {
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])|_/g, ' ').toLowerCase();
  const said = kindOfMessage(words);
  if (said) return said;
  const meant = NAMES.find(([pattern]) => pattern.test(words))?.[1];
  return meant === undefined ? undefined : KINDS.find(([, kind]) => kind.name === meant)?.[1];
}

/** The kind of error that is answered with a status; undefined where none is known. */
export function kindOfStatus(status: number): ErrorKind | undefined {
  return [INVALID_INPUT, ...KINDS.map(([, it]) => it)].find((it) => it.status === status);
}

/** No text says for certain that it is 400 rather than 422. */
const INVALID_INPUT: ErrorKind = { name: 'InvalidInput', status: 400, code: 'INVALID_INPUT', nest: 'BadRequestException' };

/** What names say shorter than sentences. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:unknown|missing) \w|^no such\b/, 'NotFound'],
  [/\b(?:taken|exists|occupied|sold out|closed|locked|in use)\b/, 'Conflict'],
  [/\b(?:private|not yours|access)\b/, 'Forbidden'],
  [/\b(?:bad|malformed|validation|not valid)\b/, 'Validation'],
];

const KINDS: readonly (readonly [RegExp, ErrorKind])[] = [
  [
    /too many (?:requests|attempts|tries|logins)|(?:rate|request) limit/i,
    { name: 'RateLimit', status: 429, code: 'RATE_LIMITED', nest: undefined },
  ],
  [
    /not found|does(?:n't| not) exist|no (?:such|matching)/i,
    { name: 'NotFound', status: 404, code: 'NOT_FOUND', nest: 'NotFoundException' },
  ],
  [
    /already (?:exists|taken|used|registered|in use)|duplicate|conflict/i,
    { name: 'Conflict', status: 409, code: 'CONFLICT', nest: 'ConflictException' },
  ],
  [
    /unauthori[sz]ed|not authori[sz]ed(?! as)|unauthenticated|(?:invalid|incorrect|wrong|expired) (?:\S+ )?(?:token|password|credentials?|e-?mail or password|username or password|api key|session)|(?:token|session|link)\b.* expired/i,
    { name: 'Unauthorized', status: 401, code: 'UNAUTHORIZED', nest: 'UnauthorizedException' },
  ],
  [
    /forbidden|permission|denied|not allowed|not authori[sz]ed as/i,
    { name: 'Forbidden', status: 403, code: 'FORBIDDEN', nest: 'ForbiddenException' },
  ],
  [
    /invalid|incorrect|required|must (?:be|have)|too (?:large|long|short|many)|insufficient|out of stock/i,
    { name: 'Validation', status: 422, code: 'INVALID', nest: 'UnprocessableEntityException' },
  ],
];
