// `npm run bench`: how fast the server answers while someone types, beside ESLint's, alternating in one run. Never a test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER_FLAGS } from '../server/src/protocol/server.ts';
import { type ColdScan, coldScan, workspaceRules } from './bench/cold-scan.ts';
import { writeCorpus } from './bench/corpus.ts';
import { eslintServer } from './bench/eslint-server.ts';
import { type Client, type Server, startClient } from './bench/language-client.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache/bench');
const LENGTHS = [300, 1_000, 5_000];
const EDITS = 160;
const ROUNDS = 3;

interface Result {
  readonly server: string;
  readonly lines: number;
  readonly p50: number;
  readonly p95: number;
  readonly opened: number;
  readonly memoryMb: number;
}

mkdirSync(cache, { recursive: true });
const corpus = writeCorpus(join(cache, 'shop'), 5_000, LENGTHS);
const tiebeam: Server = {
  name: 'Tiebeam',
  command: [process.execPath, ...SERVER_FLAGS, join(root, 'dist/server.js'), '--stdio'],
  settings: {},
};
const servers = [tiebeam, eslintServer(corpus.root, cache)];
const results: Result[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const server of servers) for (const lines of LENGTHS) results.push(await measure(server, lines));
}
report(results, coldScan(root, corpus.root, ROUNDS), workspaceRules(root, corpus.root));

async function measure(server: Server, lines: number): Promise<Result> {
  const client = await startClient(server, corpus.root);
  try {
    const path = join(corpus.root, corpus.edited[lines] ?? '');
    const text = readFileSync(path, 'utf8');
    const opened = await client.open(path, text);
    const times = await typing(client, path);
    const result = {
      server: server.name,
      lines,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      opened,
      memoryMb: await client.memoryMb(),
    };
    console.error(`bench: ${server.name}, ${lines} lines: p50 ${result.p50.toFixed(1)} ms, p95 ${result.p95.toFixed(1)} ms`);
    return result;
  } finally {
    await client.stop();
  }
}

/** Lines are put in and taken out inside the first function, so that every answer has moved diagnostics in it. */
async function typing(client: Client, path: string): Promise<number[]> {
  const line = 4;
  const times: number[] = [];
  for (let edit = 0; edit < EDITS / 2; edit += 1) {
    times.push(await client.edit(path, line, 0, `  const step${edit} = ${edit};\n`));
    times.push(await client.edit(path, line, 0, '\n'));
  }
  return times;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function report(all: readonly Result[], cold: ColdScan, rulesMs: number): void {
  const rows = servers.flatMap((server) =>
    LENGTHS.map((lines) => {
      const own = all.filter((it) => it.server === server.name && it.lines === lines);
      const figure = (key: 'p50' | 'p95' | 'opened' | 'memoryMb'): number => median(own.map((it) => it[key]));
      return `| ${server.name} | ${lines} | ${figure('p50').toFixed(1)} | ${figure('p95').toFixed(1)} | ${figure('opened').toFixed(0)} | ${figure('memoryMb')} |`;
    }),
  );
  const text = [
    '<!-- Written by scripts/bench.ts. -->',
    '',
    '# Performance',
    '',
    `An edit as a language client sees it: from \`didChange\` to the next diagnostics of the document, in a made-up service of ${corpus.files} TypeScript files.`,
    `${EDITS} edits a round, medians of ${ROUNDS} alternating rounds. ESLint runs five rules that do comparable work (no-empty, no-await-in-loop, n/no-process-env, import-x/no-cycle, boundaries); Tiebeam runs all of its rules.`,
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}. Compare the ratios; absolute times drift.`,
    '',
    '| server | lines | p50 (ms) | p95 (ms) | first answer after opening (ms) | memory (MB) |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `A cold check of all of it from the command line, process start included, takes ${(cold.check / 1000).toFixed(1)} s: ${cold.ratio.toFixed(1)} times one thread that parses and walks the files and does nothing else (${(cold.floor / 1000).toFixed(1)} s). It takes up what an earlier run has compiled; the first one of all takes ${(cold.firstCheck / 1000).toFixed(1)} s. Medians of ${ROUNDS} alternating rounds.`,
    `The rules that look at the whole of it take ${rulesMs.toFixed(0)} ms together, on a state that they have not seen.`,
    '',
  ].join('\n');
  writeFileSync(join(root, 'docs/performance.md'), text);
  console.log(text);
}
