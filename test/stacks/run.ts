// `npm run test:stacks`: builds and verifies the rows of the matrix, one after the other.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildableDecisions } from '#decisions/buildable.ts';
import { type Choices, type Decisions, isDecisionField, valuesOf } from '#decisions/decisions.ts';
import { readTemplates } from '#host/template-source.ts';
import { provideMachineTools } from '../../scripts/machine-tools.ts';
import { runProgram } from '../../scripts/run-program.ts';
import { root } from '../../scripts/suites.ts';
import { breakProject } from './break-projects.ts';
import { readBrokenStacks } from './broken-stacks.ts';
import { ledgerPage } from './ledger.ts';
import { allowedStacks, defaultStacks, pairwiseMatrix, variedFields } from './matrix.ts';
import { breakages } from './mutations/mutations.ts';
import { digestOfFolders, digestOfRow, resultStore, type StackRow, stackRows } from './stack-row.ts';
import { verifyRow } from './verify-row.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    minutes: { type: 'string' },
    list: { type: 'boolean', default: false },
    'default-stacks': { type: 'boolean', default: false },
    rotate: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
    breakage: { type: 'string', multiple: true, default: [] },
    ledger: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run test:stacks -- [options]

  --list                    print the rows with their results and run nothing
  --only backend=go,auth=…  rows with these values; several times for several groups; where no row has them, a row is made
  --default-stacks          the default stack of each back end; with --minutes these come first and the others follow
  --minutes N               start no row that would end after N minutes, by the time that rows take
  --rotate                  begin with another row each day
  --again                   run rows that are green already too
  --ledger                  write docs/verified-stacks.md from the results that there are, also where rows have none
  --mutations               break the default project of each back end (or of those of --only) in one place after the other,
                            and see that the probe for it turns red
  --breakage ID             with --mutations, only this one; several times for several
  --built                   use the bundle dist/cli.js, as it is shipped, instead of the sources`;

const store = resultStore(path.join(root, '.cache/stacks'));
const templates = await readTemplates();
const sources = digestOfFolders([path.join(root, 'server/src/verify')]);
const cli = [process.execPath, path.join(root, values.built ? 'dist/cli.js' : 'server/src/cli/main.ts')];
const cancel = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancel.abort());

process.exitCode = values.help ? help() : await main();

function help(): number {
  console.log(usage);
  return 0;
}

async function main(): Promise<number> {
  if (values.mutations) return sum(await breakAll());
  const rows = stackRows(pairwiseMatrix());
  const chosen = chooseRows(rows);
  if (values.list) return list(chosen);
  if (values.ledger) {
    await writeLedger(rows);
    return 0;
  }
  const trouble = await provideMachineTools(chosen.map(({ decisions }) => decisions));
  for (const line of trouble) console.error(line);
  const counts = await runRows(chosen);
  if (isComplete(rows)) await writeLedger(rows);
  return sum(counts);
}

/** Prints the last line; gives the exit code. */
function sum({ passed, failed }: { readonly passed: number; readonly failed: number }): number {
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || cancel.signal.aborted ? 1 : 0;
}

async function breakAll(): Promise<{ readonly passed: number; readonly failed: number }> {
  const asked = values.only.map((text) => readChoices(text).backend);
  const chosen = defaultStacks().filter(({ backend }) => asked.length === 0 || asked.includes(backend));
  const unknown = values.breakage.filter((id) => !breakages.some((it) => it.id === id));
  if (unknown.length > 0) throw new Error(`--breakage is one of ${breakages.map(({ id }) => id).join(', ')}`);
  let passed = 0;
  let failed = 0;
  for (const { backend } of chosen) {
    if (cancel.signal.aborted) break;
    const result = await breakProject(cli, backend, values.breakage, cancel.signal);
    passed += result.passed;
    failed += result.failed;
  }
  return { passed, failed };
}

function chooseRows(rows: readonly StackRow[]): readonly StackRow[] {
  if (values.only.length > 0) return values.only.flatMap((text) => rowsWith(rows, readChoices(text)));
  const count = defaultStacks().length;
  const defaults = rows.slice(0, count);
  if (values['default-stacks'] && values.minutes === undefined) return defaults;
  const others = rows.slice(count);
  const day = Math.floor(Date.now() / 86_400_000);
  // Each day begins a third further on: neighbours in the list are alike.
  const start = values.rotate && others.length > 0 ? (day * Math.ceil(others.length / 3)) % others.length : 0;
  return [...defaults, ...others.slice(start), ...others.slice(0, start)];
}

function rowsWith(rows: readonly StackRow[], choices: Choices): readonly StackRow[] {
  const fits = rows.filter(({ decisions }) =>
    Object.entries(choices).every(([field, value]) => decisions[field as keyof Decisions] === value),
  );
  return fits.length > 0 ? fits : stackRows([buildableDecisions(choices)]);
}

function readChoices(text: string): Choices {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [field = '', word = ''] = part.split('=');
      if (!isDecisionField(field)) throw new Error(`--only ${text}: there is no decision '${field}'`);
      const value = valuesOf(field).find((it) => String(it) === word);
      if (value === undefined) throw new Error(`--only ${text}: ${field} is one of ${valuesOf(field).join(', ')}`);
      return [field, value];
    }),
  );
}

function list(rows: readonly StackRow[]): number {
  for (const row of rows) {
    const result = store.read(row);
    const state = result === undefined ? 'not run' : result.green ? 'green' : `red: ${result.red.join(', ')}`;
    const isOld = result !== undefined && result.digest !== digestOfRow(row, templates, sources);
    console.log(`${describe(row)} · ${row.resource.name} · ${state}${isOld ? ' (changed since)' : ''}`);
  }
  console.log(`${rows.length} rows`);
  return 0;
}

async function runRows(rows: readonly StackRow[]): Promise<{ readonly passed: number; readonly failed: number }> {
  const began = performance.now();
  const limitMs = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes) * 60_000;
  const must = values['default-stacks'] ? defaultStacks().length : 0;
  let passed = 0;
  let failed = 0;
  let left = 0;
  let ran = 0;
  for (const [index, row] of rows.entries()) {
    if (cancel.signal.aborted) break;
    const digest = digestOfRow(row, templates, sources);
    const known = store.read(row);
    if (!values.again && known?.green === true && known.digest === digest) {
      console.log(`✔ ${describe(row)} (unchanged since ${known.at.slice(0, 10)})`);
      passed += 1;
      continue;
    }
    const elapsed = performance.now() - began;
    if (index >= must && elapsed + (ran === 0 ? 0 : elapsed / ran) > limitMs) {
      left += 1;
      continue;
    }
    console.log(`▸ ${describe(row)} with ${row.resource.name} …`);
    const { result, why } = await verifyRow(row, digest, { cli, store, signal: cancel.signal });
    if (cancel.signal.aborted) break;
    ran += 1;
    const total = Object.values(result.ms).reduce((sum, it) => sum + it, 0);
    if (result.green) passed += 1;
    else failed += 1;
    console.log(
      `${result.green ? '✔' : `✘ ${result.red.join(', ')}:`} ${result.green ? describe(row) : relative(store.logFile(row))} (${Math.round(total / 1000)} s)`,
    );
    for (const text of why) console.log(text.replace(/^/gm, '    '));
  }
  if (left > 0) console.log(`${left} rows are left for another time`);
  return { passed, failed };
}

/** The ledger is about the whole matrix; a machine that has only begun on it does not overwrite it. */
function isComplete(rows: readonly StackRow[]): boolean {
  return rows.every((row) => store.read(row) !== undefined);
}

async function writeLedger(rows: readonly StackRow[]): Promise<void> {
  const current = rows.map((row) => {
    const result = store.read(row);
    return { row, result: result?.digest === digestOfRow(row, templates, sources) ? result : undefined };
  });
  writeFileSync(
    path.join(root, 'docs/verified-stacks.md'),
    ledgerPage(current, allowedStacks(), { versions: await versions(), broken: readBrokenStacks() }),
  );
}

async function versions(): Promise<readonly (readonly [string, string])[]> {
  const programs: readonly (readonly [string, string, ...string[]])[] = [
    ['Node.js', 'node', '--version'],
    ['Python', 'python3', '--version'],
    ['Go', 'go', 'version'],
    ['PostgreSQL', 'psql', '--version'],
  ];
  const found: (readonly [string, string])[] = [];
  for (const [name, program, ...args] of programs) {
    const { code, output } = await runProgram(program, args);
    found.push([name, code === 0 ? (/\d+(\.\d+)+/.exec(output)?.[0] ?? output.trim()) : 'not there']);
  }
  const file = path.join(root, 'templates/versions.json');
  const pinned: Readonly<Record<string, Readonly<Record<string, string>>>> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  const frameworks = [
    ['npm', 'express fastify next react vue'],
    ['pypi', 'fastapi django'],
    ['go', 'github.com/go-chi/chi/v5 modernc.org/sqlite github.com/jackc/pgx/v5'],
  ] as const;
  for (const [registry, names] of frameworks) {
    for (const name of names.split(' ')) {
      const version = pinned[registry]?.[name];
      if (version !== undefined) found.push([name, version]);
    }
  }
  return found;
}

function describe({ decisions }: StackRow): string {
  return variedFields()
    .map((field) => String(decisions[field]))
    .join(' · ');
}

function relative(file: string): string {
  return path.relative(process.cwd(), file);
}
