import { type AddressInfo, createServer, type Server } from 'node:net';

/** Only this machine can reach what listens here. */
export const loopback = '127.0.0.1';

/** `count` different TCP ports of the loopback address that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listenOnLoopback(createServer())));
  const ports = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Listens on the loopback address; port 0 lets the system choose. Rejects when the port is taken. */
export function listenOnLoopback<Listener extends Server>(server: Listener, port = 0): Promise<Listener> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** The port of a listening server. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
