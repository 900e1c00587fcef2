import { failure, type Problem, type Result, success } from '#base/result.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import { type Choices, type DecisionField, type DecisionValue, decisionFields, isDecisionField, valuesOf } from './decisions.ts';

/**
 * Reads `key=value` settings as the command line gives them. All problems are told at once, each with the nearest known
 * spelling where there is one; the same key twice is a problem, since one of the two would be lost.
 */
export function parseSettings(settings: readonly string[]): Result<Choices> {
  const problems: Problem[] = [];
  const chosen = new Map<DecisionField, DecisionValue>();
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const key = equals < 0 ? setting.trim() : setting.slice(0, equals).trim();
    const text = equals < 0 ? '' : setting.slice(equals + 1).trim();
    if (!isDecisionField(key)) problems.push({ path: [key], message: `unknown decision '${key}'${hint(key, decisionFields)}` });
    else if (chosen.has(key)) problems.push({ path: [key], message: `'${key}' is set twice` });
    else {
      const values: readonly DecisionValue[] = valuesOf(key);
      const value = values.find((it) => String(it) === text);
      if (value !== undefined) chosen.set(key, value);
      else problems.push({ path: [key], message: unknownValue(key, text, values) });
    }
  }
  return problems.length > 0 ? failure(...problems) : success(Object.fromEntries(chosen) as Choices);
}

/** Reads choices from parsed JSON, with the same wording as `parseSettings`. Unknown keys are problems. */
export function parseChoices(value: unknown): Result<Choices> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failure({ path: [], message: 'decisions must be an object with one key per decision' });
  }
  const problems: Problem[] = [];
  const chosen = new Map<DecisionField, DecisionValue>();
  for (const [key, given] of Object.entries(value)) {
    if (!isDecisionField(key)) {
      problems.push({ path: [key], message: `unknown decision '${key}'${hint(key, decisionFields)}` });
      continue;
    }
    const values: readonly DecisionValue[] = valuesOf(key);
    const match = values.find((it) => it === given);
    if (match !== undefined) chosen.set(key, match);
    else
      problems.push({
        path: [key],
        message: unknownValue(key, typeof given === 'string' ? given : JSON.stringify(given), values),
      });
  }
  return problems.length > 0 ? failure(...problems) : success(Object.fromEntries(chosen) as Choices);
}

function unknownValue(key: DecisionField, text: string, values: readonly DecisionValue[]): string {
  const names = values.map(String);
  if (text === '') return `'${key}' needs a value: ${names.join(', ')}`;
  return `'${key}' cannot be '${text}'${hint(text, names)}; it is one of ${names.join(', ')}`;
}

function hint(word: string, candidates: readonly string[]): string {
  const nearest = nearestSpelling(word, candidates);
  return nearest === undefined ? '' : `, did you mean '${nearest}'?`;
}
