import path from 'node:path';
import { explanationMarkdown } from '#engine/explanation-text.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { withoutMarks } from '#rules/rule-page.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { likelyRule } from './known-rule.ts';
import { analyse } from './open-analysis.ts';

/** `tiebeam explain`: a rule's page, or what is understood of a file. */
export async function explain(what: string, { root }: { readonly root: string }): Promise<ExitCode> {
  const page = RULE_PAGES[what];
  if (page !== undefined) {
    process.stdout.write(`${withoutMarks(page).trimEnd()}\n`);
    return ExitCode.clean;
  }
  const { analysis } = await analyse(root);
  const at = path.relative(analysis.root, path.resolve(what)).split(path.sep).join('/');
  const explanation = analysis.project.explain(at);
  if (!explanation) {
    throw new UsageError(`"${what}" is neither a rule nor a file that is read below ${analysis.root}${likelyRule(what)}`);
  }
  process.stdout.write(explanationMarkdown(explanation));
  return ExitCode.clean;
}
