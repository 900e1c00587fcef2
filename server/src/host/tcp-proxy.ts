import { connect, createServer, type Server, type Socket } from 'node:net';
import { listenOnLoopback, portOf } from './free-port.ts';

/** Stands between a client and a server, so that the line can be cut without touching either. */
export interface TcpProxy {
  /** Where clients connect, on the loopback address; stays the same over `cut` and `restore`. */
  readonly port: number;
  /** Drops every connection and refuses new ones. */
  readonly cut: () => Promise<void>;
  /** Lets connections through again. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a proxy on a free port of the loopback address. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const accept = (client: Socket): void => {
    const upstream = connect({ ...target, noDelay: true });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  };
  let server: Server | undefined = await listenOnLoopback(createServer({ noDelay: true }, accept));
  const port = portOf(server);
  const cut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    const closed = closing && new Promise((resolve) => closing.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const restore = async (): Promise<void> => {
    server ??= await listenOnLoopback(createServer({ noDelay: true }, accept), port);
  };
  return { port, cut, restore, close: cut };
}
