import type { CallId, CodeFacts } from '#facts/code-facts.ts';

/** `http.ListenAndServe("127.0.0.1:6060", nil)`, `server.listen(0, '127.0.0.1')`: for a profiler or a process on the same machine, and for nobody's requests. */
export function listensToItself({ calls }: CodeFacts, id: CallId | undefined): boolean {
  const call = id === undefined ? undefined : calls[id];
  if (!call) return false;
  const isLoopback = (it: unknown): boolean => typeof it === 'string' && LOOPBACK.test(it);
  const at = call.args.findIndex((it) => it.kind === 'literal' && isLoopback(it.value));
  const [port] = call.args;
  // A fixed port on the loopback may have a proxy before it; one for profiles, or that the system chooses, has none.
  if (at === 0 && port?.kind === 'literal') return SIDE_PORT.test(String(port.value));
  return at === 1 && port?.kind === 'literal' && port.value === 0;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(:|$)/;
const SIDE_PORT = /:(0|60\d\d)$/;
