import { type ClientRequest, request as startRequest } from 'node:http';

/** A request whose body is only half sent. */
export interface SlowRequest {
  /** The server has said that it wants the body (100 Continue, RFC 9110, 10.1.1), so it has the request in hand. False when it broke off or said nothing within `waitMs`. */
  readonly isInHand: Promise<boolean>;
  /** Sends the other half and gives the status of the answer; 0 where the connection broke. */
  readonly finish: () => Promise<number>;
  readonly cancel: () => void;
}

export function startSlowRequest(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  waitMs: number,
): SlowRequest {
  const text = Buffer.from(JSON.stringify(body));
  const outgoing: ClientRequest = startRequest(new URL(path, origin), {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-type': 'application/json', 'content-length': String(text.length), expect: '100-continue' },
  });
  const status = new Promise<number>((resolve) => {
    outgoing.on('response', (response) => {
      response.on('error', () => resolve(0));
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    outgoing.on('error', () => resolve(0));
  });
  const half = Math.floor(text.length / 2);
  const isInHand = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), waitMs);
    const settle = (value: boolean): void => {
      clearTimeout(timer);
      resolve(value);
    };
    outgoing.once('continue', () => {
      outgoing.write(text.subarray(0, half), () => settle(true));
    });
    void status.then(() => settle(false));
  });
  outgoing.flushHeaders();
  return {
    isInHand,
    finish: () => {
      outgoing.end(text.subarray(half));
      return status;
    },
    cancel: () => void outgoing.destroy(),
  };
}
