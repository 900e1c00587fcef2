import { existsSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from '#base/paths.ts';
import { LineIndex, type Position } from '#base/span.ts';
import { coverageOf } from '#engine/coverage.ts';
import type { Check } from '#engine/project.ts';
import type { Analysis } from '#host/analysis.ts';
import type { FolderSnapshot } from '#host/folder-snapshot.ts';
import { openGit } from '#host/git.ts';
import type { Finding } from '#rules/finding.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { fixDiff, fixedTexts, fixKinds, writeFixes } from './fix.ts';
import { requireRules } from './known-rule.ts';
import { analyse } from './open-analysis.ts';
import { reportGithub } from './report-github.ts';
import { reportJson } from './report-json.ts';
import { reportSarif } from './report-sarif.ts';
import { reportText } from './report-text.ts';
import { writeOutput } from './write-output.ts';

export interface CheckOptions {
  readonly root: string;
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly output?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  /** With `fix`: kinds of fixes, separated by commas. */
  readonly fixKind?: string;
  /** Only these rules are reported, and fixed. */
  readonly rule?: readonly string[];
  readonly changed?: boolean;
  readonly base?: string;
  readonly failLevel: 'error' | 'warning' | 'info' | 'never';
  readonly maxWarnings?: number;
  readonly failOnEmpty?: boolean;
  readonly shard?: string;
}

/** What a check takes from the program that it is part of. */
export interface CheckContext {
  readonly version: string;
  readonly snapshot?: FolderSnapshot | undefined;
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
  /** How many findings the baseline holds back. */
  readonly heldBack: number;
  readonly ms: number;
  readonly version: string;
}

/** `tiebeam check`. With `--fix` what is left afterwards counts, with `--fix --dry-run` the changes are printed instead of the findings. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  { version, snapshot }: CheckContext,
): Promise<ExitCode> {
  if (options.dryRun && !options.fix) throw new UsageError('--dry-run belongs to --fix');
  if (options.fixKind !== undefined && !options.fix) throw new UsageError('--fix-kind belongs to --fix');
  const kinds = fixKinds(options.fixKind);
  const isMeant = ruleFilter(options.rule ?? []);
  let analysed = await analyse(options.root, snapshot);
  const wanted = await filter(analysed.analysis, paths, options);
  if (options.fix) {
    const fixed = fixedTexts(analysed.analysis, kinds, (it) => wanted(it.path) && isMeant(it));
    if (options.dryRun) {
      process.stdout.write(fixDiff(fixed));
      const how = options.fixKind === undefined ? ' safely' : '';
      if (fixed.files.size === 0) process.stderr.write(`tiebeam: there is nothing that can be fixed${how}\n`);
    } else if (writeFixes(analysed.analysis, fixed)) analysed = await analyse(options.root);
  }
  const { analysis, check: result, ms } = analysed;
  const findings = place(analysis, findingsIn(result, wanted).filter(isMeant));
  const files = [...(analysis.project.workspace?.files.keys() ?? [])].filter(wanted).length;
  const report: CheckReport = { findings, analysis, files, heldBack: result.heldBack, ms, version };
  if (!options.dryRun) writeOutput(render(report, options), options.output);
  return verdict(report, options);
}

function findingsIn({ findings }: Check, wanted: (path: string) => boolean): Finding[] {
  return [...findings].flatMap(([at, list]) => (wanted(at) ? list : []));
}

/** All rules where none is named; a name that no rule has is a mistake. */
function ruleFilter(rules: readonly string[]): (finding: Finding) => boolean {
  requireRules(rules);
  return ({ rule }) => rules.length === 0 || rules.includes(rule);
}

/** Tells whether no rule has a file to look at. */
function isIdle({ project: { workspace } }: Analysis): boolean {
  if (!workspace) return true;
  const { silentRules, idleRules } = coverageOf(workspace, []);
  return silentRules.length === 0 && idleRules.length > 0;
}

function verdict({ findings, files, analysis }: CheckReport, options: CheckOptions): ExitCode {
  if (options.failOnEmpty && (files === 0 || isIdle(analysis))) {
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
    const absolute = path.resolve(it);
    const relative = path.relative(analysis.root, absolute).split(path.sep).join('/');
    if (!existsSync(absolute)) throw new UsageError(`${it} is not there`);
    if (relative === '..' || relative.startsWith('../') || path.isAbsolute(relative))
      throw new UsageError(`${it} lies outside of ${analysis.root}; say --root`);
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
  const git = openGit(root, { isTrusted: true });
  if (!git) throw new UsageError(`--changed and --base need a git repository, and ${root} is in none`);
  const from = base ?? (await git.mergeBase());
  const changes = from !== undefined ? await git.changesSince(from) : undefined;
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
