import { z } from 'zod';
import { readJson } from '#base/json-text.ts';
import { failure, type Result, success } from '#base/result.ts';
import { Choices } from '#decisions/decisions.ts';
import { jsonValue } from '#decisions/json-position.ts';
import { Resource } from '#decisions/resource.ts';
import type { KnownProject } from '#scaffold/plan.ts';

const Known = z.object({ name: z.string(), decisions: Choices, resources: z.array(Resource).min(1).readonly() });

/** A project as its `tiebeam.json` describes it. */
export interface RecordedProject extends KnownProject {
  readonly resources: readonly Resource[];
}

/**
 * What `tiebeam.json` says about a project that Tiebeam made. Other projects have the file too, without the name, the decisions or the
 * resources; the one problem says which of them is missing or wrong.
 */
export function readRecordedProject(text: string): Result<RecordedProject> {
  const { root, errors } = readJson(text.replace(/^\uFEFF/, ''), 'lenient');
  const [broken] = errors;
  if (root === undefined || broken !== undefined) {
    return failure({ path: [], message: `tiebeam.json cannot be read: ${broken?.message ?? 'it is empty'}` });
  }
  const value = jsonValue(root);
  const parsed = Known.safeParse(value);
  if (parsed.success) {
    const { name, decisions, resources } = parsed.data;
    return success({ name, choices: decisions, resources });
  }
  const there = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const missing = Object.keys(Known.shape).filter((it) => !there.includes(it));
  if (missing.length > 0) {
    const message = `tiebeam.json has no ${missing.map((it) => `"${it}"`).join(' and no ')}, so it is not the record of a project that Tiebeam made`;
    return failure({ path: missing, message });
  }
  const [issue] = parsed.error.issues;
  const path = issue?.path.map((it) => (typeof it === 'symbol' ? String(it) : it)) ?? [];
  return failure({
    path,
    message: `"${path.join('.')}" in tiebeam.json cannot be used: ${issue?.message ?? 'it has another form'}`,
  });
}
