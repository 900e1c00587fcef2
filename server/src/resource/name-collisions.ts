import { pascalCase, pluralOf, wordsOf } from '#decisions/names.ts';
import type { Resource } from '#decisions/resource.ts';
import type { ProjectPlan } from '#scaffold/plan.ts';
import type { Templates } from '#scaffold/templates.ts';

/** Two resources whose code would have one name twice. */
export interface NameCollision {
  readonly with: Resource;
  /** In PascalCase, such as `CreateOrder`. */
  readonly name: string;
}

/**
 * The first collision of a resource with those of a project. What is made out of the name of a resource is read from the templates of the
 * project: where they have `create{{type}}`, `create-order` cannot stand beside `order`.
 */
export function nameCollision(
  resource: Resource,
  plan: Pick<ProjectPlan, 'resources' | 'parts'>,
  templates: Templates,
): NameCollision | undefined {
  const forms = nameForms(plan, templates);
  const own = new Set(forms.map((it) => nameIn(it, resource)));
  for (const other of plan.resources) {
    const name = forms.map((it) => nameIn(it, other)).find((it) => own.has(it));
    if (name !== undefined) return { with: other, name: pascalCase(name.replaceAll('_', ' ')) };
  }
  return undefined;
}

interface NameForm {
  readonly before: string;
  readonly isPlural: boolean;
  readonly after: string;
}

const plurals = new Set(['types', 'values', 'path', 'table', 'phrases', 'labels']);

/** The different ways in which the parts of a project write the name of a resource into identifiers, each once. */
function nameForms({ parts }: Pick<ProjectPlan, 'parts'>, templates: Templates): readonly NameForm[] {
  const folders = parts.map((it) => `${it.id}/`);
  const forms = new Map<string, NameForm>();
  for (const [path, text] of templates.texts) {
    if (!folders.some((it) => path.startsWith(it))) continue;
    for (const [, before = '', name = '', after = ''] of text.matchAll(inIdentifier)) {
      const form = { before: wordsIn(before), isPlural: plurals.has(name), after: wordsIn(after) };
      forms.set(`${form.before} ${form.isPlural} ${form.after}`, form);
    }
  }
  return [...forms.values()];
}

/** `create{{type}}Input`, `new_{{snakeCase value}}`, `{{goName type}}Page`. */
const inIdentifier = /([A-Za-z_]*)\{\{\{?(?:\w+ )?(types?|values?|file|path|table)\}\}\}?([A-Za-z_]*)/g;

function wordsIn(text: string): string {
  return wordsOf(text).join('_');
}

function nameIn({ before, isPlural, after }: NameForm, { name }: Resource): string {
  return [before, wordsIn(isPlural ? pluralOf(name) : name), after].filter((it) => it !== '').join('_');
}
