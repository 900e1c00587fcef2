import { brokenConstraints } from './constraints.ts';
import { architectureFields, type Choices, type Decisions } from './decisions.ts';
import { scaffoldedValues, scaffoldObstacle, scaffoldObstacles } from './options.ts';
import { completeDecisions } from './recommendation.ts';

/**
 * Completes choices for a project that is to be written. What was left open takes what the trees recommend; where that cannot be
 * written yet and all that was chosen can, the first value that can be and breaks no constraint.
 */
export function buildableDecisions(choices: Choices): Decisions {
  let decisions = completeDecisions(choices);
  const open = architectureFields.filter(
    (field) => choices[field] === undefined && scaffoldObstacle(field, decisions[field]) !== undefined,
  );
  if (scaffoldObstacles(decisions).some(({ field }) => !open.some((it) => it === field))) return decisions;
  for (const field of open) {
    const candidates = scaffoldedValues(field).map((value): Decisions => ({ ...decisions, [field]: value }));
    decisions = candidates.find((it) => brokenConstraints(it).every(({ severity }) => severity !== 'block')) ?? decisions;
  }
  return decisions;
}
