import type { Severity } from '#rules/finding.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import { parseRulePage, withoutMarks } from '#rules/rule-page.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { CheckReport, PlacedFinding } from './check.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS, 27 March 2020): paths relative to the root, fingerprints that survive moved lines, the rules' pages as help. */
export function reportSarif({ findings, version }: CheckReport): string {
  const ids = RULES.map((it) => it.id);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Tiebeam',
            version,
            semanticVersion: version,
            informationUri: 'https://github.com/tiebeam/tiebeam',
            rules: RULES.map(({ id, severity }) => ruleOf(id, severity)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The folder that was checked' } } },
        results: findings.map((it) => resultOf(it, ids.indexOf(it.finding.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(id: string, severity: Severity) {
  const markdown = withoutMarks(RULE_PAGES[id] ?? '');
  const page = parseRulePage(markdown);
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: page.title },
    fullDescription: { text: page.summary || page.title },
    helpUri: `https://github.com/tiebeam/tiebeam/blob/main/docs/rules/${id}.md`,
    help: { text: `${page.summary} ${page.why}`.trim() || page.title, markdown },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [id.split('/')[0] ?? ''] },
  };
}

function resultOf({ finding, start, end }: PlacedFinding, ruleIndex: number) {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(finding.path),
          region: { startLine: start.line, startColumn: start.character, endLine: end.line, endColumn: end.character },
        },
      },
    ],
    partialFingerprints: { 'tiebeam/v1': finding.fingerprint },
    properties: { messageId: finding.messageId },
  };
}

function artifact(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}
