import { freePorts } from '#host/free-port.ts';
import { endTrouble, type OutputStream, type ProcessEnd, type StartedProcess, startProcess } from '#host/run-process.ts';
import type { Database } from './database.ts';
import type { Environment } from './environment.ts';
import { eventually } from './eventually.ts';
import type { Evidence } from './expectations.ts';
import { type Exchange, exchange, type HttpRequest } from './http-exchange.ts';
import { type LogBook, logBook } from './log-book.ts';

/** A back end that answers. */
export interface BackEnd {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly port: number;
  readonly process: StartedProcess;
  readonly log: LogBook;
  readonly database: Database;
  readonly environment: Environment;
  /** Sends a request under an id of its own, so that its log lines can be found; a request that names an id, or `requestId: false`, is left as it is. */
  readonly send: (request: HttpRequest & { readonly requestId?: string | false }) => Promise<Exchange>;
  readonly stop: () => Promise<void>;
}

export type Launch =
  | { readonly kind: 'running'; readonly backEnd: BackEnd }
  | { readonly kind: 'failed'; readonly evidence: Evidence };

export interface LaunchPlan {
  readonly words: readonly string[];
  readonly folder: string;
  readonly database: Database;
  /** Gets the chosen port. */
  readonly environment: (port: number) => Environment;
  /** Milliseconds until `/health` has to answer. */
  readonly startMs: number;
  readonly signal: AbortSignal;
  readonly onOutput?: ((stream: OutputStream, text: string) => void) | undefined;
}

let requests = 0;

/** Starts a back end on a free port and waits until `/health` answers. */
export async function launchBackEnd(plan: LaunchPlan): Promise<Launch> {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const environment = plan.environment(port);
  const log = logBook();
  const started = startProcess({ words: plan.words, folder: plan.folder, environment }, (stream, text) => {
    log.add(stream, text);
    plan.onOutput?.(stream, text);
  });
  let end: ProcessEnd | undefined;
  let health = 0;
  void started.ended.then((it) => {
    end = it;
  });
  const stop = (): Promise<void> => started.stop();
  const backEnd: BackEnd = {
    origin,
    port,
    process: started,
    log,
    database: plan.database,
    environment,
    send: async ({ requestId, ...request }) => {
      requests += 1;
      const id = requestId === false ? undefined : (requestId ?? `tiebeam-${process.pid}-${requests}`);
      const headers = id === undefined ? request.headers : { 'x-request-id': id, ...request.headers };
      const answer = await exchange(origin, { ...request, headers }, plan.signal);
      return { ...answer, log: () => log.about(id) };
    },
    stop,
  };
  const look = async (): Promise<'answers' | 'ended' | undefined> => {
    if (end !== undefined) return 'ended';
    health = (await exchange(origin, { method: 'GET', path: '/health' }, plan.signal)).status;
    // Under a tight limit the looking itself may be refused; that too is an answer.
    return health === 200 || health === 429 ? 'answers' : undefined;
  };
  const state = await eventually(look, plan.startMs, plan.signal).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (state === 'answers') return { kind: 'running', backEnd };
  const words = plan.words.join(' ');
  const seconds = plan.startMs / 1000;
  const silence =
    health === 0 ? `nothing answered on port ${port} for ${seconds} s` : `/health answered ${health} for ${seconds} s`;
  const trouble = end === undefined ? silence : (endTrouble(end) ?? 'it exited with code 0');
  await stop();
  return {
    kind: 'failed',
    evidence: { expected: `\`${words}\` starts and answers /health`, actual: trouble, log: log.tail(20) },
  };
}
