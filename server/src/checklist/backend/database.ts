import { isWithin } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { entriesOf, literalsOf } from '../literals.ts';
import type { Look } from '../look.ts';
import { perFile } from '../per-file.ts';
import { count, done, type Evidence, evidence, fileEvidence, missing, notApplicable, partly, type Verdict } from '../verdict.ts';

/** The schema has a history, and connections have a limit. */
export function migrationsAndPool(look: Look): Verdict {
  const used = databaseOf(look);
  if (used.drivers.length === 0) return notApplicable('it uses no database that is known');
  const migrations = migrationsOf(look);
  const synced = look.serverCode.flatMap((it) => syncs(look.workspace, it));
  const pool = poolOf(look, used);
  const isPooled = pool.state === 'done' || pool.state === 'not-needed';
  if (used.isDocument)
    return isPooled
      ? done(`${pool.sentence}; a store of documents has no schema to migrate`, pool.places)
      : partly(pool.sentence, pool.places);
  if (migrations.length > 0) {
    const sentence = `${count(migrations.length, 'migration')}; ${pool.sentence}`;
    return isPooled
      ? done(sentence, [...migrations.slice(0, 3), ...pool.places])
      : partly(sentence, [...migrations.slice(0, 3), ...pool.places]);
  }
  const without =
    synced.length > 0 ? 'The schema is made from the models at the start, without migrations' : 'There are no migrations';
  return isPooled && pool.state === 'done'
    ? partly(`${without}; ${pool.sentence}`, [...synced, ...pool.places])
    : missing(`${without}; ${pool.sentence}`, [...synced, ...used.drivers.slice(0, 2)]);
}

export interface DatabaseUse {
  readonly drivers: readonly Evidence[];
  readonly names: ReadonlySet<string>;
  readonly isDocument: boolean;
  /** True where the data is a file beside the process, which needs no pool. */
  readonly isEmbedded: boolean;
}

/** What a server keeps its data with, by what its code imports. */
export function databaseOf(look: Look): DatabaseUse {
  const found = look.serverCode.flatMap((it) => driversIn(look.workspace, it));
  const names = new Set(found.map((it) => it.name));
  for (const it of look.unit.dependencies)
    if (DATABASES.test(it) && !/^(django|database\/sql)$/i.test(it) && found.length === 0 && it === '@prisma/client')
      names.add(it);
  const relational = found.filter((it) => !DOCUMENTS.test(it.name));
  const drivers = relational.filter((it) => DRIVERS.test(it.name));
  return {
    drivers: found.map((it) => it.evidence),
    names,
    isDocument: relational.length === 0 && found.length > 0,
    isEmbedded:
      drivers.length > 0
        ? drivers.every((it) => EMBEDDED.test(it.name))
        : relational.length > 0 && relational.every((it) => EMBEDDED.test(it.name)),
  };
}

const DOCUMENTS =
  /^(mongoose|@nestjs\/mongoose|mongodb|pymongo|motor|beanie|odmantic|mongoengine|flask_mongoengine|flask_pymongo|go\.mongodb\.org\/mongo-driver.*)$/;
const EMBEDDED =
  /^(sqlite3|better-sqlite3|node:sqlite|bun:sqlite|aiosqlite|modernc\.org\/sqlite|github\.com\/(mattn\/go-sqlite3|glebarez\/sqlite|glebarez\/go-sqlite|ncruces\/go-sqlite3.*)|gorm\.io\/driver\/sqlite)$/;
const DRIVERS =
  /^(pg|postgres|mysql|mysql2|mysql2\/promise|better-sqlite3|sqlite3|node:sqlite|bun:sqlite|aiosqlite|modernc\.org\/sqlite|github\.com\/(mattn\/go-sqlite3|glebarez\/.*|ncruces\/.*|lib\/pq|jackc\/pgx.*|go-sql-driver\/mysql)|gorm\.io\/driver\/\w+|github\.com\/jinzhu\/gorm\/dialects\/\w+)$/;
const DATABASES =
  /^(@prisma\/client|@prisma\/adapter-\w+|typeorm|@nestjs\/typeorm|sequelize|sequelize-typescript|@nestjs\/sequelize|knex|objection|drizzle-orm(\/[\w-]+)?|kysely|pg|postgres|mysql|mysql2|mysql2\/promise|@mikro-orm\/[\w-]+|mongoose|@nestjs\/mongoose|mongodb|better-sqlite3|sqlite3|node:sqlite|sqlalchemy|sqlmodel|flask_sqlalchemy|tortoise|peewee|playhouse|psycopg|psycopg2|psycopg_pool|asyncpg|aiosqlite|databases|pymysql|pymongo|motor|beanie|odmantic|mongoengine|flask_mongoengine|flask_pymongo|pony|database\/sql|gorm\.io\/gorm|gorm\.io\/driver\/\w+|github\.com\/(jinzhu\/gorm(\/dialects\/\w+)?|jmoiron\/sqlx|lib\/pq|jackc\/pgx.*|go-sql-driver\/mysql|mattn\/go-sqlite3|glebarez\/.*|uptrace\/bun|go-pg\/pg.*|volatiletech\/sqlboiler.*)|modernc\.org\/sqlite|entgo\.io\/ent.*|xorm\.io\/xorm|go\.mongodb\.org\/mongo-driver.*)$/;

const driversIn = perFile((_workspace, { facts, path }: LiftedCode) =>
  facts.imports.flatMap((it) => {
    const name = facts.language === 'python' ? pythonDatabase(it.module) : it.module;
    return name !== undefined && !it.isTypeOnly && (DATABASES.test(name) || name === 'django')
      ? [{ name, evidence: evidence(path, it.moduleSpan, `\`${name}\` reaches the database`) }]
      : [];
  }),
);

/** Python's packages by their first name; of Django only its models count. */
function pythonDatabase(module: string): string | undefined {
  if (/^django\.(db|contrib\.gis\.db)\b/.test(module)) return 'django';
  const name = module.split('.')[0];
  return name === 'django' || name === 'sqlite3' ? (name === 'sqlite3' ? 'sqlite3' : undefined) : name;
}

/** The files of migrations that belong to a unit. */
export function migrationsOf({ workspace, unit }: Look): Evidence[] {
  const inUnit = (path: string) =>
    isWithin(unit.folder, path) || workspace.unitOf(path) === unit || isBeside(workspace.unitOf(path).folder);
  const isBeside = (folder: string) => folder === '' || /(^|\/)(db|database|migrations|prisma|sql)$/.test(folder);
  const files = [...workspace.files.values()].filter(
    ({ path, facts }) =>
      inUnit(path) &&
      ((workspace.roleOf(path) === 'migration' && !/(^|\/)(__init__|env)\.py$/.test(path)) ||
        (/(^|\/)prisma\/(\w+\/)?migrations\/.*\.sql$/.test(path) && facts.kind === 'sql') ||
        isMigrationInCode(path, facts)),
  );
  return files.map((it) => fileEvidence(it.path, 'A migration'));
}

/** `database/migrations.go`: the steps are a list in the program. */
function isMigrationInCode(path: string, facts: { readonly kind: string }): boolean {
  if (
    !/(^|\/)(\w*migrations?|\w*_migration|V?\d+[\w.-]*)\.(go|ts|js|py|sql)$/i.test(path) ||
    /(^|\/)(node_modules|dist|build)\//.test(path)
  )
    return false;
  if (facts.kind === 'sql') return /(^|\/)\w*migrat\w*\//i.test(path);
  const code = facts as LiftedCode['facts'];
  return (
    facts.kind === 'code' &&
    (code.strings.some((it) => /^\s*(CREATE|ALTER)\s+TABLE/i.test(it.value)) || /(^|\/)\w*migrat\w*\//i.test(path))
  );
}

const syncs = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const calls = facts.calls.flatMap((call) => {
    const name = call.callee.path.join('.');
    return /(^|\.)(AutoMigrate|create_all|createAll|syncSchema|ensureSchema|generate_schemas|create_tables)$/.test(name) ||
      /^(\w+\.)?(sequelize|db|database)\.sync$/i.test(name) ||
      /(^|\.)Schema\.Create$/.test(name)
      ? [evidence(path, call.span, `\`${name}\` makes the tables from the models`)]
      : [];
  });
  const keys = facts.calls.flatMap((call) =>
    call.args.flatMap((value) =>
      value.kind === 'object'
        ? value.entries
            .filter((it) => it.key === 'synchronize' && it.value.kind === 'literal' && it.value.value === true)
            .map((it) => evidence(path, it.span, '`synchronize` makes the tables from the models'))
        : [],
    ),
  );
  return [...calls, ...keys];
});

interface Pool {
  /** not-needed: the data is a file of the process. */
  readonly state: 'done' | 'missing' | 'not-needed';
  readonly sentence: string;
  readonly places: readonly Evidence[];
}

const BUILT_IN =
  /^(@prisma\/client|typeorm|@nestjs\/typeorm|sequelize|sequelize-typescript|@nestjs\/sequelize|knex|objection|postgres|drizzle-orm\/postgres-js|@mikro-orm\/[\w-]+|mongoose|@nestjs\/mongoose|mongodb|pymongo|motor|beanie|odmantic|mongoengine|flask_mongoengine|flask_pymongo|sqlalchemy|sqlmodel|flask_sqlalchemy|tortoise|databases|psycopg_pool|github\.com\/(jackc\/pgx\/v\d+\/pgxpool|go-pg\/pg.*)|go\.mongodb\.org\/mongo-driver.*)$/;
const POOL_CALL =
  /(^|\.)(SetMaxOpenConns|createPool|create_pool|NewWithConfig|PooledPostgresqlDatabase|PooledMySQLDatabase|ThreadedConnectionPool|SimpleConnectionPool|ConnectionPool|AsyncConnectionPool)$/;

function poolOf(look: Look, used: DatabaseUse): Pool {
  const explicit = look.serverCode.flatMap((it) => poolsIn(look.workspace, it));
  if (explicit.length > 0) return { state: 'done', sentence: 'the pool of connections is limited', places: explicit };
  const own = [...used.names].filter((it) => BUILT_IN.test(it));
  if (own.length > 0)
    return { state: 'done', sentence: `\`${own[0]}\` keeps a pool with a limit of its own`, places: used.drivers.slice(0, 1) };
  if (used.names.has('django') ? isDjangoFile(look) : used.isEmbedded)
    return { state: 'not-needed', sentence: 'the data is a file of the process, which needs no pool', places: [] };
  return {
    state: 'missing',
    sentence: used.names.has('django')
      ? 'each request opens a connection of its own (`CONN_MAX_AGE`, or a pool, keeps it)'
      : 'nothing limits the number of connections',
    places: [],
  };
}

/** Django whose settings name SQLite and no other database. */
function isDjangoFile({ workspace, serverCode }: Look): boolean {
  const engines = serverCode.flatMap((it) =>
    literalsOf(workspace, it)
      .filter((one) => one.key === 'ENGINE')
      .map((one) => one.text),
  );
  return engines.length > 0 && engines.every((it) => it.endsWith('sqlite3'));
}

const poolsIn = perFile((workspace, code: LiftedCode): Evidence[] => {
  const { facts, path } = code;
  const calls = facts.calls.flatMap((call) => {
    const name = call.callee.path.join('.');
    return POOL_CALL.test(name) ||
      (call.form === 'new' && /(^|\.)Pool$/.test(name)) ||
      call.keywords.some((it) => /^(pool_size|max_overflow|max_pool_size|conn_max_age)$/.test(it.name))
      ? [evidence(path, call.span, `\`${name}\` keeps a pool of connections`)]
      : [];
  });
  const settings = facts.assignments.filter(
    (it) => it.target.some((name) => name === 'CONN_MAX_AGE') || it.target.at(-1) === 'MaxConns',
  );
  const entries = entriesOf(workspace, code).filter(
    (it) => it.key === 'CONN_MAX_AGE' || (it.key === 'pool' && facts.language === 'python'),
  );
  const keys = facts.bindings.filter(
    (it) =>
      it.scope === 0 &&
      it.name === 'DATABASES' &&
      it.origin.kind === 'value' &&
      /CONN_MAX_AGE|"pool"/.test(JSON.stringify(it.origin.value)),
  );
  return [
    ...calls,
    ...settings.map((it) => evidence(path, it.span, 'Connections are kept and limited')),
    ...entries.map((it) => evidence(path, it.span, 'Connections are kept')),
    ...keys.map((it) => evidence(path, it.span, 'Connections are kept')),
  ];
});
