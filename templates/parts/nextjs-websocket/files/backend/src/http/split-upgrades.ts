import { type IncomingMessage, type RequestListener, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { routeUpgrades } from './upgrades.ts';

/**
 * Gives Next.js only those requests for another protocol that are meant for it, which is how pages are reloaded while developing: it
 * ends every other one.
 */
export function splitUpgrades(server: Server, app: RequestListener, hotReload: Server): void {
  const others = new Server();
  routeUpgrades(others, app);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const receiver = request.url?.startsWith('/_next/') ? hotReload : others;
    receiver.emit('upgrade', request, socket, head);
  });
}
