import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { defineRule } from '../rule.ts';
import { wrapHandler, wrapperOffers } from './async-wrapper.ts';
import { losesRejections, registeredFunctions } from './lost-rejections.ts';
import { unguardedWait } from './unguarded-wait.ts';

interface Data {
  readonly handler: string;
  readonly call: string;
  readonly framework: string;
}

export default defineRule<unknown, Data>({
  id: 'errors/unhandled-async-handler',
  section: 3,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript'],
  scope: 'file',
  fix: 'safe',
  messages: {
    lostRejection: ({ handler, call, framework }) =>
      `When \`${call}\` fails in ${handler === '' ? 'this handler' : `\`${handler}\``}, ${framework} never hears of it and the request hangs`,
  },
  *check({ workspace, file }) {
    const code = applicationCode(workspace, file);
    if (!code || code.facts.language === 'python' || code.facts.language === 'go') return;
    const lost = losesRejections(workspace, code.path);
    if (!lost) return;
    for (const [id, { fn }] of code.facts.scopes.entries()) {
      // A decorator may do anything with the function.
      if (!fn?.isAsync || fn.parameters.length < 2 || fn.decorators.length > 0) continue;
      if (!isHandler(workspace, code, id, fn, lost.frameworks)) continue;
      const call = unguardedWait(workspace, code, id);
      if (call === undefined) continue;
      yield {
        messageId: 'lostRejection',
        data: { handler: fn.name ?? '', call, framework: lost.title },
        path: code.path,
        at: { kind: 'span', span: fn.nameSpan },
        symbol: symbolAround(code, id),
        offers: wrapperOffers(workspace, code, id),
      };
    }
  },
  repair({ workspace }, { path, at }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    return code && at.kind === 'span' ? wrapHandler(workspace, code, at.span) : [];
  },
});

function isHandler(
  workspace: Workspace,
  code: LiftedCode,
  id: ScopeId,
  fn: FunctionDetails,
  frameworks: ReadonlySet<string>,
): boolean {
  const registration = fn.argumentOf?.call;
  if (registration !== undefined) {
    return code.concepts.some(
      (it) => (it.kind === 'route' || it.kind === 'middleware') && it.call === registration && frameworks.has(it.framework),
    );
  }
  return registeredFunctions(workspace, frameworks).has(`${code.path}#${id}`);
}
