import type { Choices } from '#decisions/decisions.ts';
import { readTemplates } from '#host/template-source.ts';
import { planProject } from '#scaffold/plan.ts';
import { createRenderer, type ProjectFiles } from '#scaffold/render.ts';

export const templates = await readTemplates();
const renderer = createRenderer(templates);

export interface Asked {
  readonly name?: string;
  readonly choices?: Choices;
  readonly resource?: string;
  readonly fields?: string;
}

/** Renders a project with the shipped templates; throws with all problems. */
export function renderProject({
  name = 'shop',
  choices = {},
  resource = 'product',
  fields = 'name:string,price:decimal',
}: Asked): ProjectFiles {
  const plan = planProject({ name, choices, resource: { name: resource, fields } }, templates);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const files = renderer(plan.value);
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return files.value;
}
