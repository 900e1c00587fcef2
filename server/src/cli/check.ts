import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from '#base/paths.ts';
import { LineIndex, type Position } from '#base/span.ts';
import type { Analysis } from '#host/analysis.ts';
import { openGit } from '#host/git.ts';
import type { Finding } from '#rules/finding.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { applySafeFixes } from './fix.ts';
import { analyse } from './open-analysis.ts';
import { reportGithub } from './report-github.ts';
import { reportJson } from './report-json.ts';
import { reportSarif } from './report-sarif.ts';
import { reportText } from './report-text.ts';

export interface CheckOptions {
  readonly root: string;
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly output?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly changed?: boolean;
  readonly base?: string;
  readonly failLevel: 'error' | 'warning' | 'info' | 'never';
  readonly maxWarnings?: number;
  readonly failOnEmpty?: boolean;
  readonly shard?: string;
}

/** A finding with its place as people count: 1-based. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly start: Position;
  readonly end: Position;
}

export interface CheckReport {
  readonly findings: readonly PlacedFinding[];
  readonly analysis: Analysis;
  readonly files: number;
  readonly ms: number;
  readonly version: string;
}

/** `tiebeam check`. */
export async function check(paths: readonly string[], options: CheckOptions, version: string): Promise<ExitCode> {
  let analysed = await analyse(options.root);
  if (options.fix) {
    const written = applySafeFixes(analysed.analysis, analysed.check.findings, options.dryRun === true);
    if (written > 0 && !options.dryRun) analysed = await analyse(options.root);
  }
  const { analysis, check: result, ms } = analysed;
  const wanted = await filter(analysis, paths, options);
  const findings = place(
    analysis,
    [...result.findings.values()].flat().filter((it) => wanted(it.path)),
  );
  const report: CheckReport = { findings, analysis, files: analysis.project.fileCount, ms, version };
  const text = render(report, options);
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(path.resolve(options.output), text);
  return verdict(report, options);
}

function verdict({ findings, files }: CheckReport, options: CheckOptions): ExitCode {
  if (options.failOnEmpty && files === 0) {
    process.stderr.write('tiebeam: there was nothing to check\n');
    return ExitCode.findings;
  }
  if (options.failLevel === 'never') return ExitCode.clean;
  const severities = findings.map((it) => it.finding.severity);
  if (severities.includes('error')) return ExitCode.findings;
  const warnings = severities.filter((it) => it === 'warning').length;
  if (options.maxWarnings !== undefined) return warnings > options.maxWarnings ? ExitCode.findings : ExitCode.clean;
  if (options.failLevel === 'error') return ExitCode.clean;
  if (warnings > 0) return ExitCode.findings;
  return options.failLevel === 'info' && severities.includes('info') ? ExitCode.findings : ExitCode.clean;
}

function render(report: CheckReport, options: CheckOptions): string {
  switch (options.format) {
    case 'text':
      return reportText(
        report,
        options.output === undefined && process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      );
    case 'json':
      return reportJson(report);
    case 'sarif':
      return reportSarif(report);
    case 'github':
      return reportGithub(report);
  }
}

async function filter(analysis: Analysis, paths: readonly string[], options: CheckOptions): Promise<(path: string) => boolean> {
  const inside = paths.map((it) => {
    const relative = path.relative(analysis.root, path.resolve(it)).split(path.sep).join('/');
    if (relative.startsWith('..')) throw new UsageError(`${it} lies outside of ${analysis.root}; say --root`);
    return relative;
  });
  const changed = options.changed || options.base !== undefined ? await changedFiles(analysis.root, options.base) : undefined;
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const index = new Map([...(analysis.project.workspace?.files.keys() ?? [])].map((it, at) => [it, at]));
  return (at) =>
    (inside.length === 0 || inside.some((it) => isWithin(it, at))) &&
    (changed === undefined || changed.has(at)) &&
    (shard === undefined || (index.get(at) ?? 0) % shard.of === shard.part - 1);
}

async function changedFiles(root: string, base: string | undefined): Promise<Set<string>> {
  const git = await openGit(root, { isTrusted: true });
  const from = base ?? (await git?.mergeBase());
  const changes = git && from !== undefined ? await git.changesSince(from) : undefined;
  if (!changes)
    throw new UsageError(base === undefined ? '--changed needs a git repository with a commit' : `git does not know "${base}"`);
  return new Set([...changes.added, ...changes.changed]);
}

function parseShard(text: string): { part: number; of: number } {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const part = Number(match?.[1]);
  const of = Number(match?.[2]);
  if (!match || part < 1 || of < part)
    throw new UsageError(`--shard takes a part and a number of parts, such as 1/4, not "${text}"`);
  return { part, of };
}

function place(analysis: Analysis, findings: readonly Finding[]): PlacedFinding[] {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (at: string): LineIndex => {
    const known = indexes.get(at) ?? new LineIndex(analysis.textOf(at) ?? '');
    indexes.set(at, known);
    return known;
  };
  const oneBased = ({ line, character }: Position): Position => ({ line: line + 1, character: character + 1 });
  return findings
    .map((finding) => {
      const index = indexOf(finding.path);
      return {
        finding,
        start: oneBased(index.positionAt(finding.span.start)),
        end: oneBased(index.positionAt(finding.span.end)),
      };
    })
    .sort((a, b) =>
      a.finding.path < b.finding.path ? -1 : a.finding.path > b.finding.path ? 1 : a.finding.span.start - b.finding.span.start,
    );
}
