import type { Path } from '#base/paths.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import type { OwnName } from '#fixes/imports.ts';
import { isInside } from '../application-code.ts';
import { addOption } from './query-option.ts';
import { chainHead, normalChain, type QueriesToTie, type TransactionForm } from './transaction-form.ts';
import { exportedInstance, visibleInstance } from './visible-instance.ts';

/** Which argument of a method takes its options; a model and its instances agree about it. */
const OPTIONS: Readonly<Record<string, number>> = {
  ...at(0, 'findAll findOne findAndCountAll count findOrCreate destroy restore save'),
  ...at(1, 'findByPk max min sum create bulkCreate update upsert increment decrement query'),
};

/** What an instance writes, and methods that an association gives it: without the transaction they would wait for its end. */
const BY_INSTANCE = /^(?:save|update|destroy|restore|increment|decrement|reload)$|^(?:add|set|remove|create|get|has|count)[A-Z]/;

const INSTANCE = { modules: ['sequelize', 'sequelize-typescript'], type: 'Sequelize' } as const;

/** `sequelize.transaction(async (transaction) => …)`, and `{ transaction }` for each query; undefined where the instance is not known for certain. */
export function sequelizeTransaction(place: QueriesToTie): TransactionForm | undefined {
  const { workspace, code, owner, text, queries, span } = place;
  const { facts, path } = code;
  const name = 'transaction';
  const instance = instanceFor(place);
  if (!instance || !isFree(facts, owner, name)) return undefined;
  const known = new Set(queries.flatMap((it) => it.call ?? []));
  const others = facts.calls.flatMap((it, id) => {
    const isIn = it.span.start >= span.start && it.span.end <= span.end && isInside(code, it.scope, owner);
    return isIn && it.isAwaited && !known.has(id) && BY_INSTANCE.test(it.callee.path.at(-1) ?? '') ? [id] : [];
  });
  if (!others.every((it) => isOfFound(normalChain(place, it)))) return undefined;
  const style = styleIn(workspace, path);
  const changes = [...known, ...others].map((id) => {
    const call = facts.calls[id];
    const index = OPTIONS[call?.callee.path.at(-1) ?? ''];
    return call && index !== undefined ? addOption(text, call, index, name, style) : undefined;
  });
  if (changes.includes(undefined)) return undefined;
  return {
    opener: `${instance.written}.transaction`,
    name,
    changes: changes.flatMap((it) => it ?? []),
    givesBack: true,
    ...(instance.own && { own: instance.own }),
  };
}

function instanceFor(place: QueriesToTie): { readonly written: string; readonly own?: OwnName } | undefined {
  const { workspace, code, owner, queries } = place;
  const visible = visibleInstance(workspace, code, owner, INSTANCE);
  if (visible !== undefined) return { written: visible };
  const [held, ...others] = new Map(
    queries.flatMap(({ call }) => {
      const it = holderOf(place, call);
      return it ? [[`${it.from} ${it.holder}`, it] as const] : [];
    }),
  ).values();
  if (held && others.length === 0) {
    if (held.holder !== undefined) return { written: `${held.holder}.sequelize` };
    return { written: 'sequelize', own: { from: held.from, name: 'sequelize' } };
  }
  const own = exportedInstance(workspace, code, INSTANCE);
  return own && { written: own.name, own };
}

/** The module that keeps all models and their `sequelize` in one object, and `db` where the file names that: `db.Order.create(…)`. */
function holderOf(
  { workspace, code }: QueriesToTie,
  query: number | undefined,
): { readonly from: Path; readonly holder: string | undefined } | undefined {
  const head = chainHead(code, query);
  const path = head?.call.callee.path ?? [];
  const meaning = head && workspace.linker.callee(code.path, head.id);
  const facts = meaning?.kind === 'local' ? workspace.files.get(meaning.file)?.facts : undefined;
  if (facts?.kind !== 'code' || !facts.assignments.some((it) => it.target.at(-1) === 'sequelize')) return undefined;
  if (path.length === 3) return { from: facts.path, holder: path[0] };
  const isTakenOut = code.facts.imports.some((it) => it.local === path[0] && it.imported === path[0]);
  return path.length === 2 && isTakenOut ? { from: facts.path, holder: undefined } : undefined;
}

/** `order.save()`, where `order` was found or made by its model. */
function isOfFound(chain: readonly string[]): boolean {
  return /^(?:Model|Sequelize\.\*\.define\.\(\))\.(?:findOne|findByPk|create|build)\.\(\)\.\w+$/.test(chain.join('.'));
}

function at(index: number, methods: string): Record<string, number> {
  return Object.fromEntries(methods.split(' ').map((it) => [it, index]));
}
