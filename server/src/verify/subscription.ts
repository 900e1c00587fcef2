import { setTimeout as delay } from 'node:timers/promises';
import type { SignedIn } from './accounts.ts';
import type { BackEnd } from './back-end.ts';
import { openEventStream, type ServerEvent } from './event-stream.ts';
import { eventually } from './eventually.ts';
import { isRecord, member, memberOf } from './http-exchange.ts';
import type { Session } from './session.ts';
import { openSocket, type SocketClient, type SocketOptions } from './socket-client.ts';

/** What a client hears of the changes, by whichever channel was decided. */
export interface Subscription {
  /** Of the answer that opened it. */
  readonly status: number;
  readonly events: () => readonly ServerEvent[];
  /** The first event that fits; undefined when none came within `deadlineMs`. */
  readonly wait: (fits: (event: ServerEvent) => boolean, deadlineMs: number) => Promise<ServerEvent | undefined>;
  /** Settles when the server has ended it. */
  readonly ended: Promise<unknown>;
  readonly close: () => void;
}

export const eventsPath = '/api/events';
export const changesPath = '/api/changes';
export const socketPath = '/api/socket';
/** The subprotocol of the socket. */
export const socketProtocol = 'events.v1';

/** The status of an answer that opens the channel. */
export function openStatus({ project }: Session): number {
  return project.decisions.realtime === 'websocket' ? 101 : 200;
}

/** Where the channel is, for messages. */
export function channelPath({ project }: Session): string {
  const { realtime } = project.decisions;
  return realtime === 'websocket' ? socketPath : realtime === 'polling' ? changesPath : eventsPath;
}

/** Opens the channel for somebody, after the event with this id where one is given. */
export function subscribe(session: Session, backEnd: BackEnd, who: Caller, lastEventId?: string): Promise<Subscription> {
  switch (session.project.decisions.realtime) {
    case 'websocket':
      return subscribeBySocket(session, backEnd, who, lastEventId);
    case 'polling':
      return subscribeByPolling(session, backEnd, who.headers, lastEventId);
    default: {
      const headers = lastEventId === undefined ? who.headers : { ...who.headers, 'last-event-id': lastEventId };
      return openEventStream(backEnd.origin, eventsPath, headers, session.signal);
    }
  }
}

export type Caller = Pick<SignedIn, 'token' | 'headers'>;

/** How somebody opens a socket: a token goes as a subprotocol, since browsers can set no header; a cookie goes by itself. */
export function socketOptions(
  { signal }: Session,
  { token, headers }: Caller,
  more: Partial<Pick<SocketOptions, 'headers' | 'answersPings'>> = {},
): SocketOptions {
  const { cookie } = headers;
  return {
    protocols: token === '' ? [socketProtocol] : [socketProtocol, `bearer.${token}`],
    signal,
    ...more,
    headers: { ...(cookie === undefined ? {} : { cookie }), ...more.headers },
  };
}

async function subscribeBySocket(
  session: Session,
  backEnd: BackEnd,
  who: Caller,
  lastEventId: string | undefined,
): Promise<Subscription> {
  const path = lastEventId === undefined ? socketPath : `${socketPath}?lastEventId=${encodeURIComponent(lastEventId)}`;
  const socket = await openSocket(backEnd.origin, path, socketOptions(session, who));
  const events = (): readonly ServerEvent[] => eventsOf(socket);
  return {
    status: socket.status,
    events,
    wait: (fits, deadlineMs) => eventually(() => events().find(fits), deadlineMs, session.signal),
    ended: socket.ended,
    close: socket.close,
  };
}

function eventsOf(socket: SocketClient): readonly ServerEvent[] {
  return socket.messages().flatMap(eventIn);
}

/** Milliseconds between two questions: the server is measured here, not the interval of a front end. */
const askEveryMs = 100;

async function subscribeByPolling(
  { signal }: Session,
  backEnd: BackEnd,
  headers: Readonly<Record<string, string>>,
  lastEventId: string | undefined,
): Promise<Subscription> {
  const events: ServerEvent[] = [];
  let isOpen = true;
  let position = lastEventId;
  const ask = async (): Promise<number> => {
    const query = position === undefined ? '' : `?since=${encodeURIComponent(position)}`;
    const answer = await backEnd.send({ method: 'GET', path: `${changesPath}${query}`, headers });
    const changes = member(answer, 'changes');
    if (answer.status !== 200) return answer.status;
    if (Array.isArray(changes)) events.push(...changes.flatMap(eventIn));
    const next = member(answer, 'next');
    if (typeof next === 'string') position = next;
    return answer.status;
  };
  const status = await ask();
  const poll = async (): Promise<void> => {
    while (isOpen && !signal.aborted) {
      await delay(askEveryMs);
      if (isOpen && (await ask()) !== 200) return;
    }
  };
  return {
    status,
    events: () => events,
    wait: (fits, deadlineMs) => eventually(() => events.find(fits), deadlineMs, signal),
    ended: status === 200 ? poll() : Promise.resolve(),
    close: () => {
      isOpen = false;
    },
  };
}

/** `{"id","event","data"}` as an event; nothing where it is none. */
function eventIn(message: unknown): readonly ServerEvent[] {
  const name = memberOf(message, 'event');
  const id = memberOf(message, 'id');
  if (!isRecord(message) || typeof name !== 'string') return [];
  return [{ id: typeof id === 'string' ? id : undefined, name, data: JSON.stringify(message.data) ?? '' }];
}
