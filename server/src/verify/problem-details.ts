import { type Expectations, either, together } from './expectations.ts';
import { type Exchange, headerOf, isRecord, member, memberOf } from './http-exchange.ts';

/**
 * Expects an answer to be a problem as RFC 9457 describes it, with this status and the `request_id` of the answer's header, and to give away
 * nothing of the inside. `what` names the request. Gives false when anything of that is missing.
 */
export function expectProblem(expect: Expectations, answer: Exchange, status: number | readonly number[], what: string): boolean {
  const wanted = typeof status === 'number' ? [status] : status;
  const isWanted = expect.that(wanted.includes(answer.status), {
    expected: `${what} answers ${either(wanted)}`,
    actual: `it answered ${answer.status}`,
    exchange: answer,
  });
  if (!isWanted) return false;
  const flaws = problemFlaws(answer);
  return expect.that(flaws.length === 0, {
    expected: `the ${answer.status} of ${what} has a problem body (RFC 9457)`,
    actual: together(flaws),
    exchange: answer,
  });
}

/** Expects an answer to give away nothing of the inside, whatever its form. */
export function expectNoLeak(expect: Expectations, answer: Exchange, what: string): void {
  const leak = leakIn(answer.text);
  expect.that(leak === undefined, {
    expected: `the ${answer.status} of ${what} gives away nothing of the inside`,
    actual: leak ?? '',
    exchange: answer,
  });
}

/** The names in `errors` of a 422; empty where there are none. */
export function refusedFields(answer: Exchange): readonly string[] {
  const errors = member(answer, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((it: unknown) => {
    const field = memberOf(it, 'field');
    return typeof field === 'string' && typeof memberOf(it, 'message') === 'string' ? [field] : [];
  });
}

/** Tells what of the inside a body gives away; undefined when nothing. */
export function leakIn(text: string): string | undefined {
  for (const [what, pattern] of leaks) {
    const found = pattern.exec(text);
    if (found !== null) return `it gives away ${what}: ${found[0].slice(0, 80)}`;
  }
  return undefined;
}

function problemFlaws(answer: Exchange): readonly string[] {
  const type = headerOf(answer, 'content-type') ?? 'none';
  const flaws: string[] = [];
  if (!/^application\/problem\+json\b/i.test(type)) flaws.push(`the content type is ${type}`);
  if (!isRecord(answer.json)) return [...flaws, 'the body is no JSON object'];
  for (const name of ['type', 'title'] as const)
    if (typeof answer.json[name] !== 'string') flaws.push(`there is no string in ${name}`);
  if (answer.json.status !== answer.status) flaws.push(`"status" is ${String(answer.json.status)}`);
  const id = headerOf(answer, 'x-request-id');
  if (id === undefined || answer.json.request_id !== id) {
    flaws.push(`"request_id" is ${String(answer.json.request_id)} and the header X-Request-Id is ${id ?? 'missing'}`);
  }
  const leak = leakIn(answer.text);
  if (leak !== undefined) flaws.push(leak);
  return flaws;
}

const leaks: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a stack trace',
    /\bat (?:async )?[\w.<>$[\] ]+ \(?[^\s"]+:\d+:\d+\)?|Traceback \(most recent call last\)|goroutine \d+ \[|File \\?"[^"]+\\?", line \d+/,
  ],
  [
    'a path of the machine',
    /(?:\/(?:home|root|Users|usr|var|tmp|app|srv|opt|work)\/|[A-Z]:\\\\)[\w.@-]+[\w./\\@-]*|node_modules|site-packages|file:\/\//,
  ],
  [
    'an address of the inside',
    /\b(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}\b|\bE(?:CONNREFUSED|CONNRESET|TIMEDOUT|NOTFOUND|PIPE)\b|connection refused/i,
  ],
  ['SQL', /\b(?:SELECT\b[^"]{1,200}\bFROM|INSERT INTO|UPDATE\b[^"]{1,80}\bSET|DELETE FROM)\b/i],
  [
    'a message of the database',
    /\bSQLITE_[A-Z]+|\b(?:UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed|syntax error at or near|duplicate key value|file is not a database|ER_DUP_ENTRY|E11000|password authentication failed|server closed the connection|statement timeout/i,
  ],
];
