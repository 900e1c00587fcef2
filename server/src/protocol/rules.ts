import type { RuleSummary } from '#rules/rule-summary.ts';
import type { SnippetPlanRange } from './snippets.ts';

/** Client → server: all rules. */
export const RULES = 'tiebeam/rules';
export type RulesResult = readonly RuleSummary[];

/** Client → server: the page of a rule as Markdown; null for an unknown id. */
export const RULE_PAGE = 'tiebeam/rulePage';
export interface RulePageParams {
  readonly rule: string;
}
export type RulePageResult = { readonly markdown: string } | null;

/** Client → server: what the engine knows about a file, as Markdown. */
export const EXPLAIN_FILE = 'tiebeam/explainFile';
export interface ExplainFileParams {
  readonly uri: string;
}
export interface ExplainFileResult {
  readonly markdown: string;
}

/** Client → server: what `tiebeam.json` says when a rule is off in a folder. Nothing is written. */
export const TURN_OFF = 'tiebeam/turnOff';
export interface TurnOffParams {
  /** A document of the workspace folder that is meant. */
  readonly uri: string;
  readonly rule: string;
  /** Relative to the workspace folder; '' for all of it. */
  readonly folder: string;
}
export interface TurnOffResult {
  /** Why nothing can be changed. */
  readonly problem?: string;
  readonly uri?: string;
  /** The whole text where the file is not there yet. */
  readonly newText?: string;
  readonly changes?: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
}
