import type { Rule } from './rule.ts';
import { parseRulePage } from './rule-page.ts';

/** A rule as lists show it. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly section: number;
  readonly severity: string;
  readonly tier: number;
  readonly languages: readonly string[];
  readonly fix: string;
}

/** All rules in id order, with the titles of their pages. */
export function ruleSummaries(rules: readonly Rule[], pages: Readonly<Record<string, string>>): RuleSummary[] {
  return rules.map(({ id, section, severity, tier, languages, fix }) => ({
    id,
    title: parseRulePage(pages[id] ?? '').title,
    section,
    severity,
    tier,
    languages,
    fix,
  }));
}
