import { z } from 'zod';
import type { LogCall } from '#concepts/kinds/logging.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import type { Severity } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';
import { isLogOnPurpose, printsOnServer, standsAtEntry } from './printing-places.ts';
import { isOnlyStarting } from './starting-functions.ts';
import { structuredLog, structuredLogOffers } from './structured-log.ts';

interface Data {
  readonly call: string;
  /** How many more there are in the file. */
  readonly more: number;
}

const Options = z
  .strictObject({
    browser: z.enum(['off', 'info']).default('off').describe('Severity for code that runs in the browser'),
    allowMethods: z.array(z.string()).default([]).describe('Calls to leave alone, such as console.error'),
    entrypoint: z.enum(['off', 'info']).default('info').describe('Severity where the server starts and stops'),
  })
  .prefault({});

/** A file with more than this many gets one finding that counts them. */
const MANY = 20;

export default defineRule<z.output<typeof Options>, Data>({
  id: 'logging/unstructured-print',
  section: 7,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['log'],
  fix: 'safe',
  options: Options,
  messages: {
    print: ({ call, more }) => `\`${call}\` writes plain text where a log line belongs${andMore(more)}`,
    fatal: ({ call, more }) => `\`${call}\` writes plain text and ends the whole process${andMore(more)}`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const prints = conceptsOf(code, 'log').filter((it) => !it.isStructured && it.call !== undefined);
    if (prints.length === 0) return;
    const place = printsOnServer(workspace, code);
    if (place === 'elsewhere' || (place === 'browser' && options.browser === 'off')) return;
    const found = prints.flatMap((print): Detection<Data>[] => {
      const call = nameOf(code, print);
      if (options.allowMethods.includes(call) || isLogOnPurpose(code, print)) return [];
      const isEntry = standsAtEntry(workspace, code, print);
      // A program may end itself while it starts, and then only.
      if (print.endsProcess && (isEntry || isOnlyStarting(workspace, code, print.scope))) return [];
      if (isEntry && options.entrypoint === 'off') return [];
      const severity: Severity | undefined = isEntry || place !== 'server' ? 'info' : undefined;
      return [
        {
          messageId: print.endsProcess ? 'fatal' : 'print',
          data: { call, more: 0 },
          path: code.path,
          at: { kind: 'span', span: print.span },
          symbol: symbolAround(code, print.scope),
          ...(severity && { severity }),
          offers: structuredLogOffers(workspace, code, print, call),
        },
      ];
    });
    const [first] = found;
    if (found.length <= MANY || !first) yield* found;
    else yield { ...first, data: { ...first.data, more: found.length - 1 } };
  },
  repair({ workspace }, { messageId, path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span' || messageId !== 'print') return [];
    const fix = structuredLog(workspace, code, at.span, data.call, data.more > 0);
    return fix ? [fix] : [];
  },
});

function nameOf(code: LiftedCode, print: LogCall): string {
  return (print.call === undefined ? undefined : code.facts.calls[print.call])?.callee.path.join('.') ?? 'print';
}

function andMore(more: number): string {
  return more === 0 ? '' : `, and ${more} more calls in this file do the same`;
}
