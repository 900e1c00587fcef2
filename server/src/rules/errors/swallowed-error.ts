import { z } from 'zod';
import { applicationCode } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import type { SwallowedData } from './swallowed.ts';
import { swallowedFixes } from './swallowed-fix.ts';
import { fixesInGo } from './swallowed-fix-in-go.ts';
import { swallowedInGo } from './swallowed-in-go.ts';
import { swallowedInPython } from './swallowed-in-python.ts';
import { swallowedInScript } from './swallowed-in-script.ts';

const SwallowedOptions = z
  .strictObject({
    probes: z
      .array(z.string())
      .default([])
      .describe('Calls that may fail as a way of asking, besides the built-in ones such as JSON.parse'),
    cleanups: z.array(z.string()).default([]).describe('Calls that clean up, besides the built-in ones such as close and unlink'),
  })
  .prefault({});

export default defineRule<z.output<typeof SwallowedOptions>, SwallowedData>({
  id: 'errors/swallowed-error',
  section: 3,
  tier: 1,
  severity: 'info',
  languages: ['typescript', 'javascript', 'vue', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: SwallowedOptions,
  messages: {
    emptyCatch: ({ call }) =>
      call === '' ? 'An error is caught here and dropped' : `An error of \`${call}\` is caught and dropped`,
    fallbackHidesError: ({ call }) => `A failure of \`${call}\` is turned into an empty answer`,
    emptyPromiseCatch: ({ call }) => `A failure of \`${call}\` is dropped by an empty \`.catch\``,
    suppressed: ({ call }) =>
      call === '' ? 'Every error in this block is suppressed' : `Every error of \`${call}\` is suppressed`,
    droppedResult: ({ call }) => `The error that \`${call}\` returns is dropped`,
    emptyErrorCheck: ({ call }) => `The error of \`${call}\` is checked, and then nothing is done about it`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    switch (code.facts.language) {
      case 'python':
        yield* swallowedInPython(code, workspace);
        break;
      case 'go':
        yield* swallowedInGo(code, workspace);
        break;
      default:
        yield* swallowedInScript(code, workspace, options);
    }
  },
  repair({ workspace }, { messageId, path, at, data }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span') return [];
    return code.facts.language === 'go'
      ? fixesInGo(workspace, code, messageId, at.span)
      : swallowedFixes(workspace, code, messageId, at.span, data);
  },
});
