import { type AddressInfo, createServer, type Server } from 'node:net';

/** Only this machine can reach what listens here. */
export const loopback = '127.0.0.1';

/**
 * `count` different TCP ports of the loopback address that nobody listens on at this moment; rejects when a hundred in a row are taken. A port is
 * given to a program that starts later, and two verifications at once must not be given the same one: each process walks through ports of its
 * own, below those that systems hand out to connections (Linux from 32768, RFC 6335 from 49152).
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await nextFreePort());
  return ports;
}

const FIRST = 20_000;
const PROCESSES = 64;
const PORTS_EACH = 190;
const TRIES = 100;
let given = 0;

async function nextFreePort(): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    const port = FIRST + (process.pid % PROCESSES) * PORTS_EACH + (given++ % PORTS_EACH);
    try {
      const server = await listenOnLoopback(createServer(), port);
      await new Promise((resolve) => server.close(resolve));
      return port;
    } catch (error) {
      if (tried === TRIES) throw error;
    }
  }
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
