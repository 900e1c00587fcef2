import { describe, expect, test } from 'vitest';
import type { Choices } from '#decisions/decisions.ts';
import { type ChecklistPromise, checklistPreview } from '#scaffold/checklist-preview.ts';
import { planProject } from '#scaffold/plan.ts';
import { createRenderer } from '#scaffold/render.ts';
import { templates } from './project.ts';

function previewOf(choices: Choices): readonly ChecklistPromise[] {
  const plan = planProject({ name: 'shop', choices, resource: { name: 'order_line', fields: 'name' } }, templates);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const files = createRenderer(templates)(plan.value);
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return checklistPreview(plan.value, files.value);
}

describe('the checklist of a new project', () => {
  test('has 13 items for the back end and 8 for the two sides', () => {
    const items = previewOf({});
    expect(items.filter((it) => it.group === 'backend')).toHaveLength(13);
    expect(items.filter((it) => it.group === 'integration')).toHaveLength(8);
    expect(new Set(items.map((it) => it.id)).size).toBe(21);
  });

  test('is fulfilled by files of the project, every item of it', () => {
    expect(previewOf({}).filter((it) => it.files.length === 0 || it.notApplicable !== undefined)).toEqual([]);
  });

  test('names the files of the resource', () => {
    expect(previewOf({}).find((it) => it.id === 'feature-first')?.files).toEqual([
      'backend/src/features/order-lines/order-line.service.ts',
    ]);
  });

  test('names the files of a resource in Go, whose folders have no hyphens', () => {
    const items = previewOf({ backend: 'go', frontend: 'none' });
    expect(items.find((it) => it.id === 'feature-first')?.files).toEqual(['backend/internal/orderlines/service.go']);
    expect(items.find((it) => it.id === 'validation')?.files).toContain('backend/internal/orderlines/model.go');
  });

  test('says why an item does not apply', () => {
    const items = previewOf({ frontend: 'none' });
    expect(items.filter((it) => it.notApplicable === 'there is no front end').map((it) => it.group)).toEqual(
      Array(8).fill('integration'),
    );
    expect(items.filter((it) => it.group === 'backend' && it.files.length === 0)).toEqual([]);
  });
});
