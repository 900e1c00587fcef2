import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isFileError } from '#host/file-error.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { writeOutput } from './write-output.ts';

export interface MergeOptions {
  readonly output?: string;
  readonly failLevel: 'error' | 'warning' | 'info' | 'never';
}

const Row = z.looseObject({
  path: z.string(),
  line: z.number(),
  column: z.number(),
  severity: z.enum(['error', 'warning', 'info', 'hint']),
  ruleId: z.string(),
  fingerprint: z.string(),
});
const Result = z.looseObject({
  ruleId: z.string(),
  level: z.enum(['error', 'warning', 'note']),
  partialFingerprints: z.looseObject({}).optional(),
});
const Log = z.looseObject({
  version: z.literal('2.1.0'),
  runs: z.tuple([z.looseObject({ tool: z.looseObject({}), results: z.array(Result) })]),
});

type Report =
  | { readonly kind: 'json'; readonly rows: z.output<typeof Row>[] }
  | { readonly kind: 'sarif'; readonly log: z.output<typeof Log> };

/**
 * `tiebeam merge`: one report of those that `tiebeam check --shard` wrote, in their format, `json` or `sarif`; a finding that stands in several stands once.
 * Ends as the whole check would have ended.
 */
export function merge(files: readonly string[], options: MergeOptions): ExitCode {
  const reports = files.map(read);
  const [first] = reports;
  if (!first) throw new UsageError('merge needs at least one report');
  const other = reports.findIndex((it) => it.kind !== first.kind);
  if (other >= 0)
    throw new UsageError(
      `${files[other]} is ${reports[other]?.kind} and ${files[0]} is ${first.kind}: reports of one format can be merged`,
    );
  const { text, severities } = first.kind === 'json' ? mergeRows(reports) : mergeLogs(reports, first.log);
  writeOutput(text, options.output);
  const failing = LEVELS.slice(0, LEVELS.indexOf(options.failLevel) + 1);
  return severities.some((it) => failing.includes(it)) ? ExitCode.findings : ExitCode.clean;
}

const LEVELS: readonly string[] = ['error', 'warning', 'info'];

function mergeRows(reports: readonly Report[]): { readonly text: string; readonly severities: readonly string[] } {
  const rows = distinct(
    reports.flatMap((it) => (it.kind === 'json' ? it.rows : [])),
    (it) => `${it.path}\n${it.line}\n${it.column}\n${it.ruleId}\n${it.fingerprint}`,
  );
  rows.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column));
  return { text: `${JSON.stringify(rows, undefined, 2)}\n`, severities: rows.map((it) => it.severity) };
}

function mergeLogs(
  reports: readonly Report[],
  log: z.output<typeof Log>,
): { readonly text: string; readonly severities: readonly string[] } {
  const results = distinct(
    reports.flatMap((it) => (it.kind === 'sarif' ? it.log.runs[0].results : [])),
    (it) => JSON.stringify(it),
  );
  const merged = { ...log, runs: [{ ...log.runs[0], results }] };
  const severities = results.map((it) => (it.level === 'note' ? 'info' : it.level));
  return { text: `${JSON.stringify(merged, undefined, 2)}\n`, severities };
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((it) => [keyOf(it), it])).values()];
}

function read(file: string): Report {
  const content = parse(file);
  // What was read is kept as it was written: the schema would put the keys into its own order.
  if (z.array(Row).safeParse(content).success) return { kind: 'json', rows: content as z.output<typeof Row>[] };
  if (Log.safeParse(content).success) return { kind: 'sarif', log: content as z.output<typeof Log> };
  throw new UsageError(`${file} is no report of tiebeam check --format json or sarif`);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(path.resolve(file), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no JSON: ${error.message}`);
    if (!isFileError(error)) throw error;
    throw new UsageError(error.code === 'ENOENT' ? `${file} is not there` : `${file} cannot be read: ${error.code}`);
  }
}
