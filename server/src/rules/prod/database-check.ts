import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, CodeFacts, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { OwnName } from '#fixes/imports.ts';
import { applicationFiles } from '#fixes/modules.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** How a handler asks the database of its unit whether it answers. */
export interface DatabaseCheck {
  /** The variable, as its own module calls it. */
  readonly name: string;
  readonly own?: OwnName;
  readonly packages: readonly NeededImport[];
  /** A statement that throws; in Go an expression that is an error. */
  readonly code: (name: string) => string;
  readonly isAsync: boolean;
}

/** The check for the only database client that a place in a file can reach; undefined where there is none, or more than one. */
export function databaseCheck(workspace: Workspace, code: LiftedCode, scope: ScopeId): DatabaseCheck | undefined {
  const { language } = code.facts;
  const unit = workspace.unitOf(code.path);
  if (language === 'go') {
    const near = goParameter(code, scope);
    if (near) return near;
  }
  const found = applicationFiles(workspace, unit, language).flatMap((file) =>
    file.facts.bindings.flatMap((it) => {
      const own = it.scope === 0 ? ownName(file, it) : undefined;
      const check = own && checkOf(file, it);
      return own && check ? [{ ...check, own }] : [];
    }),
  );
  const [only, ...others] = found;
  if (only) return others.length === 0 ? only : undefined;
  const isMongoose = language !== 'python' && language !== 'go' && unit.dependencies.has('mongoose');
  return isMongoose ? MONGOOSE : undefined;
}

const MONGOOSE: DatabaseCheck = {
  name: 'mongoose',
  packages: [{ module: 'mongoose', default: 'mongoose' }],
  code: (name) => `await ${name}.connection.getClient().db().admin().ping();`,
  isAsync: true,
};

function ownName({ path, facts }: LiftedCode, { name }: Binding): OwnName | undefined {
  const exported = facts.exports.filter((it) => it.local === name || it.name === name);
  if (exported.some((it) => it.name === name)) return { from: path, name };
  return exported.some((it) => it.name === 'default') ? { from: path, name, isDefault: true } : undefined;
}

type Check = Omit<DatabaseCheck, 'own'>;

function checkOf({ facts }: LiftedCode, { name, origin, type }: Binding): Check | undefined {
  if (facts.language === 'go') return type && goCheck(facts, name, type);
  const call = origin.kind === 'value' && origin.value.kind === 'call' ? facts.calls[origin.value.call] : undefined;
  const check = call && CHECKS[call.callee.path.at(-1) ?? ''];
  return check && { name, packages: [], isAsync: true, ...check };
}

const TEXT: NeededImport = { module: 'sqlalchemy', names: ['text'] };

const CHECKS: Readonly<Record<string, Pick<Check, 'code'> & Partial<Check>>> = {
  PrismaClient: { code: (name) => `await ${name}.$queryRaw\`SELECT 1\`;` },
  Pool: { code: (name) => `await ${name}.query('SELECT 1');` },
  Sequelize: { code: (name) => `await ${name}.authenticate();` },
  knex: { code: (name) => `await ${name}.raw('SELECT 1');` },
  create_engine: {
    code: (name) => `with ${name}.connect() as connection:\n\tconnection.execute(text('SELECT 1'))`,
    packages: [TEXT],
    isAsync: false,
  },
  create_async_engine: {
    code: (name) => `async with ${name}.connect() as connection:\n\tawait connection.execute(text('SELECT 1'))`,
    packages: [TEXT],
  },
  SQLAlchemy: { code: (name) => `${name}.session.execute(text('SELECT 1'))`, packages: [TEXT], isAsync: false },
};

/** A parameter of the functions around a place. */
function goParameter({ facts }: LiftedCode, scope: ScopeId): Check | undefined {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const found =
      facts.scopes[at]?.fn?.parameters.flatMap((it) => (it.type ? (goCheck(facts, it.name, it.type) ?? []) : [])) ?? [];
    if (found[0]) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function goCheck({ imports }: CodeFacts, name: string, { path }: TypeReference): Check | undefined {
  const code = GO[path.join('.')];
  // The older gorm takes no context.
  if (imports.some((it) => it.module === 'github.com/jinzhu/gorm')) return undefined;
  return code && { name, packages: [], code, isAsync: false };
}

const ping = (name: string): string => `${name}.PingContext(CONTEXT)`;
const GO: Readonly<Record<string, (name: string) => string>> = {
  'sql.DB': ping,
  'sqlx.DB': ping,
  'bun.DB': ping,
  'pgxpool.Pool': (name) => `${name}.Ping(CONTEXT)`,
  'gorm.DB': (name) => `${name}.WithContext(CONTEXT).Exec("SELECT 1").Error`,
};
