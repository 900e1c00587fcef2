import { z } from 'zod';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt } from '#fixes/statements.ts';
import { layOut } from '#fixes/text-style.ts';
import { applicationCode } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { RERAISE, type SwallowedData } from './swallowed.ts';
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
  fixLanguages: ['typescript', 'javascript', 'vue', 'python'],
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
  repair({ workspace }, { messageId, path, at }) {
    const file = workspace.files.get(path);
    const text = workspace.textOf(path);
    const code = file && applicationCode(workspace, file);
    if (!code || text === undefined || at.kind !== 'span') return [];
    if (messageId === 'droppedResult') return [];
    if (code.facts.language === 'python') {
      const scope = code.facts.scopes.find((it) => it.kind === 'catch' && it.span.start === at.span.start);
      if (!scope) return [];
      const body = text.slice(scope.bodySpan.start, scope.bodySpan.end);
      if (!/^\s*(pass|\.\.\.|continue)\s*$/.test(body)) return [];
      const start = scope.bodySpan.start + (/^\s*/.exec(body)?.[0].length ?? 0);
      const span = { start, end: scope.bodySpan.start + body.trimEnd().length };
      return [{ ...RERAISE, edits: [{ kind: 'change', path, changes: [{ span, text: 'raise' }], note: 'Let the error go on' }] }];
    }
    const scope = code.facts.scopes.find((it) => it.kind === 'catch' && it.span.start === at.span.start);
    const clause = scope && text.slice(scope.span.start, scope.span.end);
    if (!scope?.handler || clause === undefined || !/^catch\s*(\([^)]*\)\s*)?\{\s*\}$/.test(clause)) return [];
    const name = scope.handler.binds ?? 'error';
    const { span } = scope;
    const block = layOut(`catch (${name}) {\n\tthrow ${name};\n}`, styleIn(workspace, path), indentAt(text, span.start));
    return [
      {
        ...RERAISE,
        edits: [{ kind: 'change', path, changes: [{ span, text: block }], note: 'Let the error go on' }],
      },
    ];
  },
});
