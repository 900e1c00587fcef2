import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { TextStyle } from '../text-style.ts';
import type { Setting } from './setting.ts';

/** A module of a script that is to declare one more setting. */
export interface ScriptPlace {
  readonly file: LiftedCode;
  readonly text: string;
  readonly style: TextStyle;
  readonly setting: Setting;
}
