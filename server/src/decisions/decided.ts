import { jsonMembers, jsonSpan, readJson } from '#base/json-text.ts';
import { LineIndex } from '#base/span.ts';
import { type DecisionField, type DecisionValue, isDecisionField, valuesOf } from './decisions.ts';
import { jsonValue } from './json-position.ts';

/** A decision that a project has written down. `line` is 1-based. */
export interface WrittenDecision {
  readonly field: DecisionField;
  readonly value: DecisionValue;
  readonly line: number;
}

/**
 * What the `decisions` of a `tiebeam.json` say, in the order of the file; a name or a value that is not known says nothing. Undefined where
 * the text is no JSON, as in the middle of an edit.
 */
export function writtenDecisions(text: string): readonly WrittenDecision[] | undefined {
  const { root, errors } = readJson(text, 'lenient');
  if (errors.length > 0) return undefined;
  const lines = new LineIndex(text);
  const decisions = jsonMembers(root).findLast((it) => it.key === 'decisions')?.value;
  return jsonMembers(decisions).flatMap(({ key, value: node }) => {
    if (node === undefined || !isDecisionField(key)) return [];
    const given = jsonValue(node);
    const value = (valuesOf(key) as readonly DecisionValue[]).find((it) => it === given);
    return value === undefined ? [] : [{ field: key, value, line: lines.positionAt(jsonSpan(node).start).line + 1 }];
  });
}
