import { z } from 'zod';
import type { Finding } from '#rules/finding.ts';

/** The editor's settings, as far as the server needs them. */
export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  /** Whether lines above routes and services say who calls them. */
  readonly codeLens: boolean;
  /** Findings shown for each file; the rest is counted only. */
  readonly maxFindingsPerFile: number;
  /** The finding as this person wants to see it; undefined where they do not. */
  readonly adjust: (finding: Finding) => Finding | undefined;
}

const Shape = z.object({
  enable: z.boolean().catch(true),
  run: z.enum(['onType', 'onSave']).catch('onType'),
  codeLens: z.boolean().catch(true),
  maxFindingsPerFile: z.number().int().min(1).catch(100),
  rules: z.record(z.string(), z.enum(['off', 'hint', 'info', 'warning', 'error'])).catch({}),
});

/** Reads settings from whatever the client sent; what does not fit gets its default. */
export function parseSettings(value: unknown): Settings {
  const { rules, ...rest } = Shape.parse(typeof value === 'object' && value !== null ? value : {});
  return {
    ...rest,
    adjust: (finding) => {
      const severity = rules[finding.rule];
      if (severity === 'off') return undefined;
      return severity === undefined ? finding : { ...finding, severity };
    },
  };
}

export const defaultSettings: Settings = parseSettings({});
