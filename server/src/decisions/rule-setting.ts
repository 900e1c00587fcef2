import * as z from 'zod';
import { RuleLevel, RulePlaces } from './configuration-schema.ts';

/** What `tiebeam.json` says about a rule: a severity, a severity with options, or an object that also says where the rule holds. */
export type RuleSetting = RuleLevel | readonly [RuleLevel, Readonly<Record<string, unknown>>] | RuleObject;

/** Beside the three keys stand the rule's own options. */
export interface RuleObject {
  readonly severity?: RuleLevel | undefined;
  /** Where given, the rule holds only in these files. */
  readonly files?: readonly string[] | undefined;
  /** The rule does not hold in these files. */
  readonly exclude?: readonly string[] | undefined;
  readonly [option: string]: unknown;
}

/** The forms in which a rule can be set; an option that the rule does not have is a problem in all of them. */
export interface SettingForms {
  readonly level: z.ZodType<RuleLevel>;
  /** `["warning"]`, the same as `"warning"`. */
  readonly single: z.ZodType<RuleLevel>;
  readonly pair: z.ZodType<readonly [RuleLevel, Readonly<Record<string, unknown>>]>;
  readonly object: z.ZodType<RuleObject>;
}

export function settingForms(options: z.ZodType | undefined): SettingForms {
  const own = objectOf(options)?.strict() ?? z.strictObject({});
  return {
    level: RuleLevel,
    single: z.tuple([RuleLevel]).transform(([level]) => level),
    pair: z.tuple([RuleLevel, own]),
    object: z.strictObject({ ...own.shape, ...RulePlaces.shape }),
  };
}

/** The object behind defaults; undefined for a rule without options. */
function objectOf(options: z.ZodType | undefined): z.ZodObject | undefined {
  if (options instanceof z.ZodPrefault || options instanceof z.ZodDefault || options instanceof z.ZodOptional) {
    const inner = options.unwrap();
    return inner instanceof z.ZodType ? objectOf(inner) : undefined;
  }
  return options instanceof z.ZodObject ? options : undefined;
}

/** Picks the form that a value has, so that its problems are told in the terms of that form. */
export function formOf(forms: SettingForms, value: unknown): z.ZodType<RuleSetting> {
  if (Array.isArray(value)) return value.length === 1 ? forms.single : forms.pair;
  return typeof value === 'object' && value !== null ? forms.object : forms.level;
}
