import type { MarkChecklistItemResult } from './checklist.ts';

/** Client → server: what can be verified in a folder. Nothing is run. */
export const PROBES = 'tiebeam/probes';
export interface ProbesParams {
  readonly folder: string;
}
export interface ProbesResult {
  /** Empty where there is nothing that could be started. */
  readonly groups: readonly ProbeGroupView[];
}
export interface ProbeGroupView {
  readonly id: string;
  readonly title: string;
  readonly probes: readonly ProbeView[];
}
export interface ProbeView {
  readonly id: string;
  readonly title: string;
}

/** Client → server: what only a person knows of how the server of a folder is started. Nothing is run. */
export const LAUNCH_QUESTIONS = 'tiebeam/launchQuestions';
export interface LaunchQuestionsParams {
  readonly folder: string;
}
export interface LaunchQuestionsResult {
  /** Empty where everything is known, and where nothing can be started. */
  readonly questions: readonly LaunchQuestionView[];
}
export interface LaunchQuestionView {
  /** Where the answer belongs in `tiebeam.json`. */
  readonly path: readonly string[];
  readonly question: string;
  readonly example: string;
  readonly form: 'words' | 'text' | 'port' | 'consent';
  readonly choices: readonly string[];
}

/** Client → server: the edit of `tiebeam.json` that keeps an answer. Nothing is written. */
export const ANSWER_LAUNCH = 'tiebeam/answerLaunch';
export interface AnswerLaunchParams {
  readonly folder: string;
  readonly path: readonly string[];
  readonly form: LaunchQuestionView['form'];
  /** As typed. */
  readonly answer: string;
}
export type AnswerLaunchResult = MarkChecklistItemResult;

/** Client → server: runs the behaviour contract in a folder. Refused in an untrusted workspace. */
export const VERIFY = 'tiebeam/verify';
export interface VerifyParams {
  readonly folder: string;
  readonly only?: readonly string[];
  readonly timeoutMs?: number;
}
/** Server → client while verifying. */
export const VERIFY_PROGRESS = 'tiebeam/verifyProgress';
export interface VerifyProgressParams {
  readonly probe: string;
  readonly title: string;
  readonly state: 'running' | 'passed' | 'failed' | 'not-applicable' | 'blocked' | 'cancelled';
  readonly ms?: number;
  /** The first failure, or the reason. */
  readonly detail?: string;
  readonly failures?: readonly VerifyFailureView[];
}
export interface VerifyFailureView {
  readonly expected: string;
  readonly actual: string;
  readonly request?: string;
  readonly log?: string;
  /** The file to change. */
  readonly uri?: string;
  /** 0-based. */
  readonly line?: number;
}
/** Server → client while verifying: whole lines that a command or the started project printed. */
export const VERIFY_OUTPUT = 'tiebeam/verifyOutput';
export interface VerifyOutputParams {
  readonly probe: string;
  readonly lines: string;
}
export interface VerifyResult {
  readonly passed: number;
  readonly failed: number;
  readonly markdown: string;
}
