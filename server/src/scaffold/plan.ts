import type { Path } from '#base/paths.ts';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { buildableDecisions } from '#decisions/buildable.ts';
import { brokenConstraints } from '#decisions/constraints.ts';
import { type Choices, type DecisionField, type Decisions, decisionFields } from '#decisions/decisions.ts';
import { questions, scaffoldObstacles } from '#decisions/options.ts';
import { parseProjectName } from '#decisions/project-name.ts';
import { parseResource, type Resource, type ResourceInput } from '#decisions/resource.ts';
import type { Condition, Move } from './part-manifest.ts';
import type { Part, Stack, Templates } from './templates.ts';

/** What a person asks for. */
export interface ProjectInput {
  readonly name: string;
  readonly choices: Choices;
  readonly resource: ResourceInput;
}

/** What will be rendered: checked, completed, its parts in the order in which they contribute. */
export interface ProjectPlan {
  readonly name: string;
  readonly decisions: Decisions;
  readonly resources: readonly Resource[];
  readonly stack: Stack;
  readonly parts: readonly Part[];
  /** The number of a migration that the last resource's has to come after, where there are more than those of the resources. */
  readonly lastMigration?: number;
}

/**
 * Checks the input and picks the parts. All problems are told at once; paths are `['name']`, `['resource', …]` and
 * `['choices', field]`.
 */
export function planProject(input: ProjectInput, templates: Templates): Result<ProjectPlan> {
  const planned = planResources({ ...input, resources: [input.resource] }, templates);
  if (planned.ok) return planned;
  return failure(
    ...planned.problems.map((it) => (it.path[0] === 'resources' ? { ...it, path: ['resource', ...it.path.slice(2)] } : it)),
  );
}

/** What a project consists of that has been made already. */
export interface KnownProject {
  readonly name: string;
  readonly choices: Choices;
  /** In the order in which they were added, at least one. */
  readonly resources: readonly ResourceInput[];
}

/** As `planProject`, for a project with several resources; paths of their problems are `['resources', index, …]`. */
export function planResources(project: KnownProject, templates: Templates): Result<ProjectPlan> {
  const name = parseProjectName(project.name);
  const decisions = buildableDecisions(project.choices);
  const problems: Problem[] = [...(name.ok ? [] : name.problems), ...decisionProblems(decisions)];
  const resources = project.resources.flatMap((input, index) => {
    const resource = parseResource(input);
    if (resource.ok) return [resource.value];
    problems.push(...resource.problems.map((it) => ({ ...it, path: ['resources', index, ...it.path] })));
    return [];
  });
  if (project.resources.length === 0) problems.push({ path: ['resources'], message: 'a project has at least one resource' });
  if (problems.length > 0 || !name.ok) return failure(...problems);
  const stack = templates.stacks.find((it) => applies(it.manifest.appliesWhen, decisions));
  if (stack === undefined)
    return failure({ path: ['choices', 'backend'], message: 'there are no templates for this back end yet' });
  const parts = stack.manifest.parts.flatMap((id) => partThatApplies(templates.parts.get(id), decisions));
  return success({ name: name.value, decisions, resources, stack, parts });
}

/** Tells whether each decision that the condition names has one of its values. */
export function applies(condition: Condition, decisions: Decisions): boolean {
  return Object.entries(condition).every(([field, values]) => {
    const allowed: readonly unknown[] = values ?? [];
    return allowed.includes(decisions[field as DecisionField]);
  });
}

/** Whether the front end is a program of its own beside the back end; pages that the back end renders are not. */
export function hasFrontendApp({ stack, decisions: { frontend } }: ProjectPlan): boolean {
  return frontend !== 'none' && frontend !== 'htmx' && stack.manifest.run.frontend !== undefined;
}

/** Manifests name files below `backend/` and `frontend/`; the stack says where these folders are. */
export function inFolder({ stack }: ProjectPlan, to: Path): Path {
  const { backend, frontend } = stack.manifest.folders;
  return to.replace(/^(backend|frontend)\//, (_, app: string) => `${app === 'backend' ? backend : frontend}/`);
}

/** The moves of all parts, from where the stack puts the files of an app. */
export function movesOf(plan: ProjectPlan): readonly Move[] {
  return plan.parts.flatMap((part) =>
    part.manifest.moves.map(({ from, to }) => ({
      from: inFolder(plan, from),
      ...(to !== undefined && { to: inFolder(plan, to) }),
    })),
  );
}

/** Every file that the plan makes, by the part that makes it, with its placeholders unresolved; for the checklist. */
export function fulfilments(plan: ProjectPlan): ReadonlyMap<string, readonly Path[]> {
  const files = new Map<string, Path[]>();
  for (const part of plan.parts) {
    for (const [item, paths] of Object.entries(part.manifest.fulfils)) {
      files.set(item, [...(files.get(item) ?? []), ...paths.map((path) => inFolder(plan, path))]);
    }
  }
  return files;
}

function decisionProblems(decisions: Decisions): Problem[] {
  const blockers = brokenConstraints(decisions).filter((it) => it.severity === 'block');
  const obstacles = scaffoldObstacles(decisions);
  return decisionFields.flatMap((field) => [
    ...blockers
      .filter((it) => it.fields[0] === field)
      .map((it) => ({ path: ['choices', field], message: withoutFullStop(it.sentence) })),
    ...obstacles
      .filter((it) => it.field === field)
      .map((it) => ({ path: ['choices', field], message: `${questions[field].title}: ${it.reason}` })),
  ]);
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** The part, if there is one and it applies; a list, so that it can be put into one. */
export function partThatApplies(part: Part | undefined, decisions: Decisions): readonly Part[] {
  if (part === undefined) return [];
  const { appliesWhen, orWhen } = part.manifest;
  return applies(appliesWhen, decisions) || (orWhen !== undefined && applies(orWhen, decisions)) ? [part] : [];
}
