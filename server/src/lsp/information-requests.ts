import type { Connection } from 'vscode-languageserver/node';
import { explanationMarkdown } from '#engine/explanation-text.ts';
import {
  EXPLAIN_FILE,
  type ExplainFileParams,
  type ExplainFileResult,
  RULE_PAGE,
  RULES as RULES_REQUEST,
  type RulePageParams,
  type RulePageResult,
  type RulesResult,
} from '#protocol/rules.ts';
import { DIAGNOSTICS_REPORT, type DiagnosticsReportResult, RESCAN, TRUST_GRANTED } from '#protocol/server.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { withoutMarks } from '#rules/rule-page.ts';
import { ruleSummaries } from '#rules/rule-summary.ts';
import { RULES } from '#rules/rules.generated.ts';
import { type Guard, signalOf } from './guard.ts';
import type { Session } from './session.ts';

/** Registers what Tiebeam answers beyond LSP: rules, pages, explanations, the report for bug reports. */
export function registerInformationRequests(connection: Connection, session: Session, guarded: Guard, version: string): void {
  connection.onNotification(
    TRUST_GRANTED,
    guarded<unknown, void>(TRUST_GRANTED, undefined, async () => {
      session.isTrusted = true;
      await session.scan(true);
    }),
  );
  connection.onRequest(
    RESCAN,
    guarded<unknown, null>(RESCAN, null, async (_params, token) => {
      await session.scan(true, signalOf(token));
      return null;
    }),
  );
  connection.onRequest(
    RULES_REQUEST,
    guarded<unknown, RulesResult>(RULES_REQUEST, [], () => ruleSummaries(RULES, RULE_PAGES)),
  );
  connection.onRequest(
    RULE_PAGE,
    guarded<RulePageParams, RulePageResult>(RULE_PAGE, null, ({ rule }) => {
      const markdown = RULE_PAGES[rule];
      return markdown === undefined ? null : { markdown: withoutMarks(markdown) };
    }),
  );
  connection.onRequest(
    EXPLAIN_FILE,
    guarded<ExplainFileParams, ExplainFileResult>(
      EXPLAIN_FILE,
      { markdown: 'This file could not be explained; the log says why.' },
      async ({ uri }) => {
        await session.whenRead();
        const found = session.locate(uri);
        const explanation = found?.folder.analysis.project.explain(found.path);
        return {
          markdown: explanation
            ? explanationMarkdown(explanation)
            : 'Tiebeam does not read this file: it lies outside of the workspace, is ignored, or is of a kind that has no extractor.',
        };
      },
    ),
  );
  connection.onRequest(
    DIAGNOSTICS_REPORT,
    guarded<unknown, DiagnosticsReportResult>(DIAGNOSTICS_REPORT, { text: '' }, () => ({ text: report(session, version) })),
  );
}

function report(session: Session, version: string): string {
  const folders = session.folders.map(({ analysis, findings }, index) => {
    const count = [...findings.values()].reduce((sum, it) => sum + it.length, 0);
    return `Folder ${index + 1}: ${analysis.project.fileCount} files, ${count} findings, ${analysis.skipped.length} paths skipped, configuration ${
      analysis.configuration?.file === undefined ? 'absent' : analysis.configurationProblems.length > 0 ? 'broken' : 'good'
    }`;
  });
  return [
    `Tiebeam ${version}`,
    `Node.js ${process.version} on ${process.platform} ${process.arch}`,
    `Trusted: ${session.isTrusted ? 'yes' : 'no'}`,
    ...folders,
    `Last check: ${(session.status.lastCheckMs ?? 0).toFixed(1)} ms`,
    `Memory: ${Math.round(process.memoryUsage().rss / 1_000_000)} MB`,
  ].join('\n');
}
