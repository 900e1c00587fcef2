import type { Exchange } from './http-exchange.ts';
import type { Failure, Place } from './report.ts';

/** What stands beside a statement that turned out false. */
export interface Evidence {
  readonly expected: string;
  readonly actual: string;
  readonly exchange?: Exchange | undefined;
  readonly place?: Place | undefined;
  readonly log?: string | undefined;
}

/** Collects what holds and what does not while a probe runs. */
export interface Expectations {
  /** Notes a failure where the statement is false, and goes on. Gives the statement back. */
  readonly that: (holds: boolean, evidence: Evidence) => boolean;
  /** Gives the value; where there is none, notes the failure and ends the probe. */
  readonly need: <T>(value: T | undefined, evidence: Evidence) => T;
  /** Notes a failure unless the answer has this status. `what` names the request: "a create without a token". */
  readonly status: (exchange: Exchange, status: number, what: string) => boolean;
  /** As `status`, but ends the probe. */
  readonly needStatus: (exchange: Exchange, status: number, what: string) => Exchange;
  /** False once a failure is noted. */
  readonly isMet: () => boolean;
}

/** Thrown where the machine lacks what a probe needs, such as a database server; the evidence is noted when it is caught. */
export class Unavailable extends Error {
  readonly evidence: Evidence;

  constructor(evidence: Evidence) {
    super(`${evidence.expected}: ${evidence.actual}`);
    this.evidence = evidence;
  }
}

/** Thrown where what a probe builds on is red and told already. */
export class Blocked extends Error {}

/** Thrown by `need` and `needStatus`; the failure is noted already. */
export class Unmet extends Error {}

export interface CollectedExpectations extends Expectations {
  /** Asked for at the end, so that the log lines of the last request have come. */
  readonly failures: () => readonly Failure[];
  /** How many statements held. */
  readonly held: () => number;
}

export function collectExpectations(): CollectedExpectations {
  const unmet: Evidence[] = [];
  let held = 0;
  const that = (holds: boolean, evidence: Evidence): boolean => {
    if (holds) held += 1;
    else unmet.push(evidence);
    return holds;
  };
  const status = (exchange: Exchange, wanted: number, what: string): boolean =>
    that(exchange.status === wanted, {
      expected: `${what} answers ${wanted}`,
      actual: `it answered ${exchange.status}`,
      exchange,
    });
  return {
    that,
    need: (value, evidence) => {
      if (that(value !== undefined, evidence) && value !== undefined) return value;
      throw new Unmet(evidence.expected);
    },
    status,
    needStatus: (exchange, wanted, what) => {
      if (!status(exchange, wanted, what)) throw new Unmet(what);
      return exchange;
    },
    isMet: () => unmet.length === 0,
    failures: () => unmet.map(failureOf),
    held: () => held,
  };
}

/** Several statements as one; empty where there are none. */
export function together([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first}, and also ${together(others)}`;
}

/** What may be one or the other. */
export function either([first = '', ...others]: readonly (string | number)[]): string {
  return others.length === 0 ? String(first) : `${first} or ${either(others)}`;
}

function failureOf({ expected, actual, exchange, place, log }: Evidence): Failure {
  const request = exchange && `${exchange.method} ${exchange.path} → ${exchange.status}${shortBody(exchange.text)}`;
  const lines = log ?? exchange?.log();
  return {
    expected,
    actual,
    ...(request === undefined ? {} : { request }),
    ...(place === undefined ? {} : { place }),
    ...(lines === undefined || lines === '' ? {} : { log: lines }),
  };
}

function shortBody(text: string): string {
  if (text === '') return '';
  const line = text.slice(0, 2000).replace(/\s+/g, ' ');
  return ` ${line.length > 400 ? `${line.slice(0, 400)}…` : line}`;
}
