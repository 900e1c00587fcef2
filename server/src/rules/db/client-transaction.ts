import type { Call } from '#facts/code-facts.ts';
import { freeName } from '#fixes/free-name.ts';
import { chainHead, type QueriesToTie, type TransactionForm } from './transaction-form.ts';

interface Client {
  readonly opens: string;
  readonly names: readonly string[];
  /** How many members of the head of a query come behind the client. */
  readonly members: (call: Call) => number;
}

/** Libraries whose client calls a function with a client of the transaction. */
const CLIENTS: Readonly<Record<string, Client>> = {
  prisma: { opens: '$transaction', names: ['tx', 'transaction'], members: () => 2 },
  drizzle: { opens: 'transaction', names: ['tx', 'transaction'], members: () => 1 },
  // `db('orders')` and `db.insert(…)`.
  knex: { opens: 'transaction', names: ['trx', 'transaction'], members: (call) => (call.callee.path.length === 1 ? 0 : 1) },
};

/** `db.transaction(async (tx) => …)`, and `tx` in place of the client; undefined where the queries have several clients. */
export function clientTransaction({ code, owner, text, queries }: QueriesToTie): TransactionForm | undefined {
  const library = CLIENTS[queries[0]?.framework ?? ''];
  const name = library && freeName(code.facts, owner, library.names);
  const heads = queries.map((it) => chainHead(code, it.call)?.call);
  const [client, ...others] = new Set(heads.map((it) => it && library && clientOf(it, library)));
  if (!library || name === undefined || client === undefined || others.length > 0) return undefined;
  const spans = heads.flatMap((it) => (it ? [{ start: it.span.start, end: it.span.start + client.length }] : []));
  if (spans.some((it) => text.slice(it.start, it.end) !== client)) return undefined;
  return {
    opener: `${client}.${library.opens}`,
    name,
    changes: spans.map((span) => ({ span, text: name })),
    givesBack: true,
  };
}

/** `this.prisma` of `this.prisma.order.create(…)`, `db` of `db.insert(…)` and of `db('orders')`. */
function clientOf(call: Call, { members }: Client): string | undefined {
  const { path } = call.callee;
  const count = members(call);
  return path.length > count ? path.slice(0, path.length - count).join('.') : undefined;
}
