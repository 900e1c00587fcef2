import type { Call } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { isInside } from '../application-code.ts';
import { dependencyVersion } from '../dependency-version.ts';
import { addOption } from './query-option.ts';
import { normalChain, type QueriesToTie, type TransactionForm } from './transaction-form.ts';

/** Which argument of a method of a model takes its options. */
const MODEL: Readonly<Record<string, number>> = {
  ...at(1, 'insertMany bulkWrite deleteOne deleteMany findOneAndDelete findByIdAndDelete'),
  ...at(2, 'updateOne updateMany replaceOne findOneAndUpdate findOneAndReplace findByIdAndUpdate'),
};

const DOCUMENT: Readonly<Record<string, number>> = { ...at(0, 'save deleteOne'), ...at(1, 'updateOne') };

/** Reads are given the session as a step of their own. */
const READ = /^(?:find|findOne|findById|aggregate|countDocuments|exists|distinct)$/;

/**
 * `Order.db.transaction(async (session) => …)`: the connection of the model runs the function in a transaction. Undefined where a query cannot take
 * the session, and where several run at once, which one session does not allow.
 */
export function mongooseTransaction(place: QueriesToTie): TransactionForm | undefined {
  const { workspace, code, owner, text, queries, span } = place;
  const { facts, path } = code;
  const name = 'session';
  if (!isFree(facts, owner, name) || /\bPromise\s*\.\s*all/.test(text.slice(span.start, span.end))) return undefined;
  const style = styleIn(workspace, path);
  const known = new Set(queries.flatMap((it) => it.call ?? []));
  const saved = facts.calls.flatMap((it, id) => {
    const isIn = it.span.start >= span.start && it.span.end <= span.end && isInside(code, it.scope, owner);
    return isIn && it.isAwaited && !known.has(id) && (it.callee.path.at(-1) ?? '') in DOCUMENT ? [id] : [];
  });
  if (saved.some((it) => normalChain(place, it).length === 0)) return undefined;
  const changes = [...known, ...saved].map((id) => {
    const call = facts.calls[id];
    return call && withSession(text, call, isOfModel(normalChain(place, id)), name, style);
  });
  const model = queries.flatMap(({ call: id }) => {
    const owned = id === undefined ? undefined : facts.calls[id]?.callee;
    return owned && owned.receiver === undefined && isOfModel(normalChain(place, id)) ? [owned.path.slice(0, -1).join('.')] : [];
  })[0];
  if (model === undefined || changes.includes(undefined)) return undefined;
  return {
    opener: `${model}.db.transaction`,
    name,
    changes: changes.flatMap((it) => it ?? []),
    // Before, it gave what the server said to the commit.
    givesBack: (dependencyVersion(workspace, path, 'mongoose')?.major ?? 0) >= 8,
  };
}

/** Whether a member of the model itself is called: `Order.deleteOne`, not `order.deleteOne`. */
function isOfModel(chain: readonly string[]): boolean {
  return chain.length === 3 && chain[0] === 'Model' && chain[1] === '*';
}

function withSession(text: string, call: Call, isOfModel: boolean, name: string, style: TextStyle): TextChange[] | undefined {
  const method = call.callee.path.at(-1) ?? '';
  const end = { start: call.span.end, end: call.span.end };
  if (isOfModel && READ.test(method)) return [{ span: end, text: `.session(${name})` }];
  if (isOfModel && method === 'create') return savedWith(text, call, name);
  const index = method === 'save' ? 0 : (isOfModel ? MODEL : DOCUMENT)[method];
  return index === undefined ? undefined : addOption(text, call, index, name, style);
}

/** `new Order({ … }).save({ session })`: `create` takes options only with a list, and gives a list then. */
function savedWith(text: string, call: Call, name: string): TextChange[] | undefined {
  const { start, end } = call.span;
  const member = /\s*\.\s*$/.exec(text.slice(start, call.nameSpan.start));
  if (call.args.length !== 1 || call.args[0]?.kind !== 'object' || !member || call.callee.receiver !== undefined)
    return undefined;
  return [
    { span: { start, end: start }, text: 'new ' },
    { span: { start: start + member.index, end: call.nameSpan.end }, text: '' },
    { span: { start: end, end }, text: `.save({ ${name} })` },
  ];
}

function at(index: number, methods: string): Record<string, number> {
  return Object.fromEntries(methods.split(' ').map((it) => [it, index]));
}
