import type { Value } from '#facts/value.ts';

/** The status that a value names: a number, `http.StatusNotFound`, `HTTP_404_NOT_FOUND`, `HttpStatus.NOT_FOUND`; undefined for anything else. */
export function statusOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'literal') {
    const number = typeof value.value === 'string' ? Number.parseInt(value.value, 10) : value.value;
    return typeof number === 'number' && Number.isInteger(number) && number >= 100 && number <= 599 ? number : undefined;
  }
  if (value?.kind !== 'reference') return undefined;
  const [owner = '', name = owner] = value.path.slice(-2);
  const digits = /(?:^|_)([1-5]\d\d)(?:_|$)/.exec(name)?.[1];
  if (digits !== undefined) return Number(digits);
  // A name alone says nothing: `created` may be a row.
  if (!/status|http|codes?$/i.test(owner) && !/^Status[A-Z]/.test(name) && name !== 'value') return undefined;
  const words = name === 'value' ? (value.path.at(-2) ?? '') : name;
  return BY_NAME.get(
    words
      .replace(/^Status(?=[A-Z])/, '')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase(),
  );
}

const BY_NAME: ReadonlyMap<string, number> = new Map([
  ['continue', 100],
  ['switchingprotocols', 101],
  ['ok', 200],
  ['created', 201],
  ['accepted', 202],
  ['nocontent', 204],
  ['resetcontent', 205],
  ['partialcontent', 206],
  ['movedpermanently', 301],
  ['found', 302],
  ['movedtemporarily', 302],
  ['seeother', 303],
  ['notmodified', 304],
  ['temporaryredirect', 307],
  ['permanentredirect', 308],
  ['badrequest', 400],
  ['unauthorized', 401],
  ['paymentrequired', 402],
  ['forbidden', 403],
  ['notfound', 404],
  ['methodnotallowed', 405],
  ['notacceptable', 406],
  ['requesttimeout', 408],
  ['conflict', 409],
  ['gone', 410],
  ['preconditionfailed', 412],
  ['requestentitytoolarge', 413],
  ['requesttoolong', 413],
  ['payloadtoolarge', 413],
  ['unsupportedmediatype', 415],
  ['imateapot', 418],
  ['teapot', 418],
  ['unprocessableentity', 422],
  ['unprocessablecontent', 422],
  ['locked', 423],
  ['preconditionrequired', 428],
  ['toomanyrequests', 429],
  ['internalservererror', 500],
  ['notimplemented', 501],
  ['badgateway', 502],
  ['serviceunavailable', 503],
  ['gatewaytimeout', 504],
]);

/** What RFC 9110, section 15, calls a status that applications answer errors with; undefined for the others. */
export function reasonPhrase(status: number): string | undefined {
  return PHRASES.get(status);
}

const PHRASES: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);
