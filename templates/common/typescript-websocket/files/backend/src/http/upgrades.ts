import { type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is left of the connection of a request that asks for another protocol. */
export interface Upgrade {
  readonly socket: Socket;
  /** What has come after the request already. */
  readonly head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Lets requests for another protocol pass the application like any other, so that they are logged, limited and refused in the same way.
 * A route that knows the protocol takes over by `upgradeOf`.
 */
export function routeUpgrades(server: Server, app: RequestListener): void {
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    // Node does not read the body of such a request, so nothing that has one can be answered here.
    if (request.method !== 'GET') {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    app(request, response);
  });
}

/** Gives nothing for a request that does not ask for another protocol. */
export function upgradeOf(request: IncomingMessage): Upgrade | undefined {
  return upgrades.get(request);
}
