// How long all rules over the workspace take on a folder, on a state that they have not seen: prints milliseconds, the median of a few runs.
import { checkWorkspace } from '../../server/src/engine/check-rules.ts';
import { Analysis } from '../../server/src/host/analysis.ts';
import { RULES } from '../../server/src/rules/rules.generated.ts';

const RUNS = 9;

const onCrash = (rule: string, error: unknown): void => {
  throw new Error(`the rule ${rule} failed`, { cause: error });
};
const analysis = new Analysis(process.argv[2] ?? '.', { isTrusted: () => false, onCrash });
await analysis.scan();
analysis.project.check();
const { workspace } = analysis.project;
if (!workspace) throw new Error('there was no check');
const times = Array.from({ length: RUNS }, () => {
  const unseen = { ...workspace, visibleState: {} };
  const start = performance.now();
  checkWorkspace(RULES, unseen, onCrash);
  return performance.now() - start;
});
console.log(times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]);
