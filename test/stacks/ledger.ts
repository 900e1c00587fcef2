import { type Decisions, decisionFields } from '#decisions/decisions.ts';
import { optionOf } from '#decisions/options.ts';
import type { BrokenStack } from './broken-stacks.ts';
import { pairsOf, variedFields } from './matrix.ts';
import { breakages } from './mutations/mutations.ts';
import type { RowResult, StackRow } from './stack-row.ts';

export interface LedgerRow {
  readonly row: StackRow;
  /** Undefined where the row was not run as it is now. */
  readonly result: RowResult | undefined;
}

export interface LedgerExtras {
  /** Of programs and frameworks. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** What came of breaking the default projects. */
  readonly broken: readonly BrokenStack[];
}

/** The page about what was proven: each row with how it ended, the pairs that stand in a green one, and what the probes see of broken projects. */
export function ledgerPage(
  rows: readonly LedgerRow[],
  allowed: readonly Decisions[],
  { versions, broken }: LedgerExtras,
): string {
  const green = rows.filter(({ result }) => result?.green === true);
  const red = rows.filter(({ result }) => result?.green === false);
  const covered = new Set(green.flatMap(({ row }) => pairsOf(row.decisions)));
  const pairs = [...new Set(allowed.flatMap(pairsOf))];
  const open = pairs.filter((it) => !covered.has(it));
  const dates = rows.flatMap(({ result }) => result?.at.slice(0, 10) ?? []).sort();
  const fields = variedFields();
  const lines = [
    '# Verified stacks',
    '',
    '<!-- Written by npm run test:stacks. -->',
    '',
    'Each row is a project that the command line wrote, installed, checked with the rules and verified while it ran. Together the rows',
    'hold every pair of values that may stand together.',
    '',
    `- ${green.length} of ${rows.length} rows are green, ${red.length} are red, ${rows.length - green.length - red.length} were not run as they are now.`,
    `- ${pairs.length - open.length} of ${pairs.length} allowed pairs stand in a green row.`,
    ...(dates.length === 0
      ? []
      : [`- Run ${dates[0] === dates.at(-1) ? `on ${dates[0]}` : `from ${dates[0]} to ${dates.at(-1)}`}.`]),
    '',
    '## Rows',
    '',
    `| ${fields.join(' | ')} | resource | result | new | verify | date |`,
    `|${'---|'.repeat(fields.length + 5)}`,
    ...rows.map(({ row, result }) => {
      const values = fields.map((field) => String(row.decisions[field]));
      return `| ${[...values, row.resource.name, outcomeOf(result), seconds(result?.ms.new), seconds(result?.ms.verify), result?.at.slice(0, 10) ?? ''].join(' | ')} |`;
    }),
    '',
    `All rows share ${fixedValues(rows)}.`,
    '',
    ...(open.length === 0 ? [] : ['## Pairs without a green row', '', ...open.map((it) => `- ${it}`), '']),
    ...brokenLines(broken),
    '## Versions',
    '',
    '| | |',
    '|---|---|',
    ...versions.map(([name, version]) => `| ${name} | ${version} |`),
    '',
  ];
  return lines.join('\n');
}

function brokenLines(broken: readonly BrokenStack[]): readonly string[] {
  const unseen = ({ unseen }: BrokenStack): string => unseen.join(', ');
  return [
    '## Broken by hand',
    '',
    `The default project of each back end is broken in one place at a time, in ${breakages.length} ways, and the probe for it has to turn red:`,
    '',
    ...breakages.map(({ title, probe }) => `- \`${probe}\`: ${title}`),
    '',
    '| back end | red | not seen | date |',
    '|---|---|---|---|',
    ...broken.map(
      (it) => `| ${it.backend} | ${it.seen.length} of ${it.seen.length + it.unseen.length} | ${unseen(it)} | ${it.at} |`,
    ),
    '',
  ];
}

function outcomeOf(result: RowResult | undefined): string {
  if (result === undefined) return 'not run';
  return result.green ? '✔' : `✘ ${result.red.join(', ')}`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined || ms === 0 ? '' : `${Math.round(ms / 1000)} s`;
}

/** What there is no choice in, as a person reads it. */
function fixedValues(rows: readonly LedgerRow[]): string {
  const varied: readonly string[] = variedFields();
  const decisions = rows[0]?.row.decisions;
  if (decisions === undefined) return 'nothing';
  return decisionFields
    .filter((field) => !varied.includes(field))
    .map((field) => `${field}: ${optionOf(field, decisions[field]).label}`)
    .join(' · ');
}
