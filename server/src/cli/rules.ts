import { RULE_PAGES } from '#rules/pages.generated.ts';
import { ruleSummaries } from '#rules/rule-summary.ts';
import { RULES } from '#rules/rules.generated.ts';
import { ExitCode } from './exit-code.ts';

/** `tiebeam rules`. */
export function rules({ format }: { readonly format: 'text' | 'json' }): ExitCode {
  const summaries = ruleSummaries(RULES, RULE_PAGES);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(summaries, undefined, 2)}\n`);
    return ExitCode.clean;
  }
  const width = Math.max(...summaries.map((it) => it.id.length));
  for (const it of summaries) process.stdout.write(`${it.id.padEnd(width)}  ${it.severity.padEnd(7)}  ${it.title}\n`);
  return ExitCode.clean;
}
