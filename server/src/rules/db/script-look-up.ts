import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { LookUp } from './look-up.ts';

/** What a library's look-up says. */
interface Asked {
  readonly model: string;
  readonly key: Value;
  /** The field that holds the key. */
  readonly field: string;
  /** What stands for a row that is not there. */
  readonly missing: 'null' | 'undefined';
  /** The key in rows and in the look-up, where they are objects: `String(…)`. */
  readonly keyAs?: 'String';
  readonly many: (keys: string) => string;
  readonly packages?: readonly NeededImport[];
}

type Reader = (call: Call, chain: Chain) => Asked | undefined;

/** The calls of a chain, the first one first, and how the file writes a value. */
interface Chain {
  readonly calls: readonly Call[];
  readonly written: (value: Value | undefined) => string;
}

const READERS: Readonly<Record<string, Reader>> = {
  prisma: ofPrisma,
  sequelize: ofSequelize,
  mongoose: ofMongoose,
  typeorm: ofTypeorm,
  drizzle: ofDrizzle,
  knex: ofKnex,
};

/** A look-up by key that a script waits for; undefined for those that ask for more than the row of a key. */
export function scriptLookUp({ facts }: LiftedCode, framework: string, id: CallId, text: string): LookUp | undefined {
  const call = facts.calls[id];
  const waits = /await\s+$/.exec(text.slice(0, call?.span.start));
  if (!call?.isAwaited || !waits) return undefined;
  const calls = [call];
  for (let at = call.callee.receiver; at !== undefined; at = calls[0]?.callee.receiver) {
    const before = facts.calls[at];
    if (!before) return undefined;
    calls.unshift(before);
  }
  const written = (value: Value | undefined): string => (value ? text.slice(value.span.start, value.span.end) : '');
  const asked = READERS[framework]?.(call, { calls, written });
  if (!asked || asked.model === '') return undefined;
  const { keyAs, missing, field } = asked;
  const key = written(asked.key);
  return {
    model: asked.model,
    key,
    start: waits.index,
    end: call.span.end,
    keyOfRow: `it.${field}`,
    packages: asked.packages ?? [],
    batch: asked.many,
    found: (rows) => `${rows}.get(${keyAs ? `${keyAs}(${key})` : key})${missing === 'null' ? ' ?? null' : ''}`,
  };
}

/** `findUnique({ where: { email } })`: any key that one row has. */
function ofPrisma(call: Call, { calls }: Chain): Asked | undefined {
  const by = onlyEntry(onlyEntry(call.args[0], 'where')?.value);
  if (calls.length > 1 || call.callee.path.at(-1) !== 'findUnique' || call.args.length !== 1 || !by) return undefined;
  if (by.value.kind === 'object') return undefined;
  return {
    model: call.callee.path.at(-2) ?? '',
    key: by.value,
    field: by.key,
    missing: 'null',
    many: (keys) => `${ownerOf(call)}.findMany({ where: { ${by.key}: { in: ${keys} } } })`,
  };
}

function ofSequelize(call: Call, { calls }: Chain): Asked | undefined {
  const method = call.callee.path.at(-1);
  const [argument] = call.args;
  if (calls.length > 1 || call.args.length !== 1 || !argument) return undefined;
  const by = method === 'findOne' ? onlyEntry(onlyEntry(argument, 'where')?.value, 'id') : undefined;
  const key = method === 'findByPk' ? argument : by?.value;
  return (
    key && {
      model: call.callee.path.at(-2) ?? '',
      key,
      field: 'id',
      missing: 'null',
      many: (keys) => `${ownerOf(call)}.findAll({ where: { id: ${keys} } })`,
    }
  );
}

/** Keys are objects in documents: `id` says them as text. */
function ofMongoose(call: Call, { calls }: Chain): Asked | undefined {
  const method = call.callee.path.at(-1);
  const [argument] = call.args;
  if (calls.length > 1 || call.args.length !== 1 || !argument) return undefined;
  const key = method === 'findById' ? argument : method === 'findOne' ? onlyEntry(argument, '_id')?.value : undefined;
  return (
    key && {
      model: call.callee.path.at(-2) ?? '',
      key,
      field: 'id',
      missing: 'null',
      keyAs: 'String',
      many: (keys) => `${ownerOf(call)}.find({ _id: { $in: ${keys} } })`,
    }
  );
}

/** `findOneBy({ id })` of a repository, and of a manager with the entity before it. */
function ofTypeorm(call: Call, { calls }: Chain): Asked | undefined {
  const method = call.callee.path.at(-1);
  const entity = call.args.length === 2 && call.args[0]?.kind === 'reference' ? call.args[0].path.join('.') : undefined;
  const argument = call.args.at(-1);
  if (calls.length > 1 || call.args.length !== (entity === undefined ? 1 : 2)) return undefined;
  const where = method === 'findOne' ? onlyEntry(argument, 'where')?.value : method === 'findOneBy' ? argument : undefined;
  const by = onlyEntry(where, 'id');
  const owner = ownerOf(call);
  return (
    by && {
      model: entity ?? (call.callee.path.at(-2) ?? '').replace(/(?:Repository|Repo)$/, ''),
      key: by.value,
      field: 'id',
      missing: 'null',
      packages: [{ module: 'typeorm', names: ['In'] }],
      many: (keys) => `${owner}.findBy(${entity === undefined ? '' : `${entity}, `}{ id: In(${keys}) })`,
    }
  );
}

/** `db.query.users.findFirst({ where: eq(users.id, id) })`. */
function ofDrizzle(call: Call, { calls, written }: Chain): Asked | undefined {
  const where = onlyEntry(call.args[0], 'where')?.value;
  const text = written(where);
  const by = /^eq\(\s*(\w+)\.(id)\s*,/.exec(text);
  if (calls.length > 1 || call.callee.path.at(-1) !== 'findFirst' || call.callee.path.at(-3) !== 'query' || !by) return undefined;
  const key = text.slice(by[0].length, -1).trim();
  if (where === undefined || !/^[\w$.?!]+$/.test(key)) return undefined;
  const start = where.span.start + text.lastIndexOf(key);
  return {
    model: call.callee.path.at(-2) ?? '',
    key: { kind: 'opaque', mentions: [], span: { start, end: start + key.length } },
    field: 'id',
    missing: 'undefined',
    packages: [{ module: 'drizzle-orm', names: ['inArray'] }],
    many: (keys) => `${ownerOf(call)}.findMany({ where: inArray(${by[1]}.id, ${keys}) })`,
  };
}

/** `db('users').where({ id }).first()`, `db('users').where('id', id).first()`. */
function ofKnex(call: Call, { calls, written }: Chain): Asked | undefined {
  const [from, where] = calls;
  const table = from?.args[0];
  if (calls.length !== 3 || call.callee.path.at(-1) !== 'first' || call.args.length > 0 || !from || !where) return undefined;
  if (where.callee.path.at(-1) !== 'where' || table?.kind !== 'literal' || typeof table.value !== 'string') return undefined;
  const [column, value] = where.args;
  const isId = column?.kind === 'literal' && column.value === 'id' && where.args.length === 2;
  const key = isId ? value : where.args.length === 1 ? onlyEntry(column, 'id')?.value : undefined;
  const quote = written(table).charAt(0);
  return (
    key && {
      model: table.value,
      key,
      field: 'id',
      missing: 'undefined',
      many: (keys) => `${from.callee.path.join('.')}(${written(table)}).whereIn(${quote}id${quote}, ${keys})`,
    }
  );
}

function ownerOf(call: Call): string {
  return call.callee.path.slice(0, -1).join('.');
}

/** The entry of an object that has no other. */
export function onlyEntry(value: Value | undefined, key?: string): ObjectEntry | undefined {
  const [entry, second] = value?.kind === 'object' && !value.isOpen ? value.entries : [];
  return entry && !second && (key === undefined || entry.key === key) ? entry : undefined;
}
