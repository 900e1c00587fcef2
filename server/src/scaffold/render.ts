import type { Path } from '#base/paths.ts';
import { joinPath } from '#base/paths.ts';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { type Filled, fillContributions } from './contributions.ts';
import { createEngine } from './helpers.ts';
import { moveFiles } from './moved-files.ts';
import { openApiTypes } from './openapi-types.ts';
import type { PartFile } from './part-manifest.ts';
import { hasFrontendApp, inFolder, movesOf, type ProjectPlan } from './plan.ts';
import { type CompiledTemplate, compileTemplate, type Fill } from './strict-template.ts';
import { type Part, sourcePath, type Templates } from './templates.ts';
import { decisionRecords, resourceViews } from './view.ts';

/** A project as it will be written: text by path, sorted by path. Paths are relative to the project folder. */
export type ProjectFiles = ReadonlyMap<Path, string>;

export type Renderer = (plan: ProjectPlan) => Result<ProjectFiles>;

/**
 * Makes a function that renders plans with these templates. It keeps the compiled templates, so the second rendering is much
 * quicker than the first; apart from that it depends on nothing but its argument. A template with an error, an empty value or a
 * path that another part has taken is a problem; its path starts with the file below `templates/`.
 */
export function createRenderer(templates: Templates): Renderer {
  const engine = createEngine(templates.fieldTypes);
  const compiled = new Map<string, CompiledTemplate>();
  const fill: Fill = (text, context) => {
    let template = compiled.get(text);
    if (template === undefined) {
      template = compileTemplate(engine, text);
      compiled.set(text, template);
    }
    return template(context);
  };
  return (plan) => renderProject(plan, templates, fill);
}

function renderProject(plan: ProjectPlan, templates: Templates, fill: Fill): Result<ProjectFiles> {
  const problems: Problem[] = [];
  const base = baseView(plan, templates);
  const filled = fillContributions(plan, templates, base, fill);
  problems.push(...filled.problems);
  const view = { ...base, ...filled.slots, ...runOf(plan, filled.slots, (word) => fill(word, base)) };
  const files = new Map<Path, string>();
  const owners = new Map<Path, string>();
  const merged = new Map<Path, object>();
  const derived: { readonly to: Path; readonly source: Path; readonly from: Path }[] = [];

  for (const part of plan.parts) {
    for (const file of part.manifest.files) {
      if (typeof file === 'object' && 'derive' in file) {
        derived.push({
          to: inFolder(plan, file.to),
          source: inFolder(plan, file.source),
          from: `${part.id}/part.json`,
        });
        continue;
      }
      const from = sourcePath(part, typeof file === 'string' ? file : file.from);
      for (const context of contextsOf(file, view)) {
        attempt(from, problems, () => {
          const to = inFolder(plan, fill(targetOf(file), context));
          const text = textOf(templates, from, context, fill);
          if (typeof file === 'object' && 'merge' in file) merged.set(to, mergeJson(merged.get(to) ?? {}, JSON.parse(text)));
          else place(to, text, part);
        });
      }
    }
  }
  for (const [to, value] of merged) place(to, `${JSON.stringify(value, null, 2)}\n`, undefined);
  for (const { to, source, from } of derived) {
    attempt(from, problems, () => {
      const document = merged.get(source);
      if (document !== undefined) place(to, openApiTypes(document), undefined);
    });
  }
  if (problems.length > 0) return failure(...problems);
  const moved = moveFiles(files, movesOf(plan));
  return moved.ok ? success(new Map([...moved.value].toSorted(([a], [b]) => (a < b ? -1 : 1)))) : moved;

  function place(to: Path, text: string, part: Part | undefined): void {
    const owner = owners.get(to);
    if (joinPath(to) !== to) problems.push({ path: [to], message: 'the path leaves the project' });
    else if (owner !== undefined) problems.push({ path: [to], message: `is made by ${owner} and by ${part?.id ?? 'a merge'}` });
    else files.set(to, text);
    owners.set(to, part?.id ?? 'a merge');
  }
}

function baseView(plan: ProjectPlan, templates: Templates) {
  const resources = resourceViews(plan);
  const [firstResource] = resources;
  if (firstResource === undefined) throw new Error('a plan has at least one resource');
  return {
    project: { name: plan.name, title: titleOfProject(plan.name) },
    decisions: plan.decisions,
    resources,
    firstResource,
    resourceRecords: plan.resources,
    decisionRecords: decisionRecords(plan.decisions),
    hasFrontend: plan.decisions.frontend !== 'none',
    /** Whether the front end is a program of its own, beside the back end. */
    hasFrontendApp: hasFrontendApp(plan),
    folders: plan.stack.manifest.folders,
    hasRealtime: plan.decisions.realtime !== 'none',
    versions: templates.versions,
  };
}

type View = ReturnType<typeof baseView> & Filled['slots'];

/** `run` of `tiebeam.json`; the way back of the migrations may name a resource. */
function runOf(plan: ProjectPlan, { backend }: Filled['slots'], filled: (word: string) => string) {
  const { requiredVariables, secretVariables } = backend;
  const { migrateDown, ...run } = plan.stack.manifest.run.backend;
  const back = migrateDown === undefined ? {} : { migrateDown: migrateDown.map(filled) };
  return {
    backendRun: { ...run, ...back, requiredVariables, secretVariables },
    frontendRun: plan.stack.manifest.run.frontend ?? {},
  };
}

function contextsOf(file: PartFile, view: View): readonly object[] {
  const each = typeof file === 'object' && 'forEach' in file ? file.forEach : undefined;
  switch (each) {
    case 'resource':
      return view.resources.map((resource) => ({ ...view, ...resource }));
    case 'decisionRecord':
      return view.decisionRecords.map((record) => ({ ...view, ...record }));
    default:
      return [view];
  }
}

function targetOf(file: PartFile): string {
  return typeof file === 'string' ? file.replace(/\.hbs$/, '') : file.to;
}

function textOf(templates: Templates, from: Path, context: object, fill: Fill): string {
  const text = templates.texts.get(from);
  if (text === undefined) throw new Error('the file is missing');
  return from.endsWith('.hbs') ? fill(text, context) : text;
}

function attempt(from: Path, problems: Problem[], render: () => void): void {
  try {
    render();
  } catch (error) {
    problems.push({ path: [from], message: error instanceof Error ? error.message : String(error) });
  }
}

/** Objects are joined key by key, lists one after the other; anything else that stands in both is an error. */
function mergeJson(one: object, other: object): object {
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const earlier = result[key];
    if (earlier === undefined) result[key] = value;
    else if (Array.isArray(earlier) && Array.isArray(value)) result[key] = [...earlier, ...value];
    else if (isObject(earlier) && isObject(value)) result[key] = mergeJson(earlier, value);
    else throw new Error(`'${key}' is given by two parts`);
  }
  return result;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function titleOfProject(name: string): string {
  return name
    .split('-')
    .map((it) => it.charAt(0).toUpperCase() + it.slice(1))
    .join(' ');
}
