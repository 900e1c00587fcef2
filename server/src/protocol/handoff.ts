/** Client → server: the hand-off of a folder, as its code is now. Nothing is written. */
export const HANDOFF = 'tiebeam/handoff';
export interface HandoffParams {
  /** The workspace folder. */
  readonly folder: string;
  /** What the last verification said; missing where there was none. */
  readonly verification?: VerificationView;
}
export interface VerificationView {
  /** The day, as 2027-01-31. */
  readonly at: string;
  readonly passed: number;
  readonly failed: readonly string[];
  /** How many probes that apply were not run. */
  readonly notRun: number;
}
export interface HandoffResult {
  /** Why there is none. */
  readonly problem?: string;
  /** The file that it belongs into. */
  readonly uri?: string;
  /** Its whole text, with what people wrote into the one that is there. */
  readonly text?: string;
}
