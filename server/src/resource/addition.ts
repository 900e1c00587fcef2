import { folderOf, type Path } from '#base/paths.ts';
import { failure, type Result, success } from '#base/result.ts';
import { formatFieldList, parseResource, type Resource, type ResourceInput } from '#decisions/resource.ts';
import { type ProjectPlan, planResources } from '#scaffold/plan.ts';
import type { ProjectFiles, Renderer } from '#scaffold/render.ts';
import type { Templates } from '#scaffold/templates.ts';
import { resourceViews } from '#scaffold/view.ts';
import type { RecordedProject } from './known-project.ts';
import { nameCollision } from './name-collisions.ts';

/** A project as its templates make it, without and with the new resource. */
export interface Addition {
  readonly kind: 'addition';
  readonly resource: Resource;
  /** With the resource. */
  readonly plan: ProjectPlan;
  readonly base: ProjectFiles;
  readonly theirs: ProjectFiles;
}

export type Planned =
  | Addition
  /** The project has the resource already, with the same fields or without any being asked for. */
  | { readonly kind: 'present'; readonly resource: Resource };

/** A resource that is asked for; without fields it has one, `name`. */
export interface WantedResource {
  readonly name: string;
  readonly fields?: ResourceInput['fields'] | undefined;
}

export interface Surroundings {
  readonly templates: Templates;
  readonly render: Renderer;
}

/**
 * Renders a project twice, as it is recorded and with one resource more. `lastMigration` is the number of the last migration that is there,
 * where it is higher than the resources alone would have it. Problems of the new resource have the paths of `parseResource`.
 */
export function planAddition(
  project: RecordedProject,
  wanted: WantedResource,
  { templates, render }: Surroundings,
  lastMigration = 0,
): Result<Planned> {
  const parsed = parseResource({ name: wanted.name, fields: wanted.fields ?? 'name:string' });
  if (!parsed.ok) return parsed;
  const resource = parsed.value;
  const present = project.resources.find((it) => it.name === resource.name);
  if (present !== undefined) {
    if (wanted.fields === undefined || formatFieldList(present.fields) === formatFieldList(resource.fields)) {
      return success({ kind: 'present', resource: present });
    }
    const has = formatFieldList(present.fields);
    return failure({
      path: ['fields'],
      message: `'${resource.name}' is there already with the fields ${has}; the fields of a resource are changed by hand, with a migration of their own`,
    });
  }
  const before = planResources(project, templates);
  if (!before.ok) return before;
  const collision = nameCollision(resource, before.value, templates);
  if (collision !== undefined) {
    return failure({
      path: ['name'],
      message: `'${resource.name}' cannot stand beside '${collision.with.name}': both would have something called ${collision.name}`,
    });
  }
  const plan: ProjectPlan = { ...before.value, resources: [...before.value.resources, resource], lastMigration };
  const base = render(before.value);
  if (!base.ok) return base;
  const theirs = render(plan);
  return theirs.ok ? success({ kind: 'addition', resource, plan, base: base.value, theirs: theirs.value }) : theirs;
}

/** The folders in which numbered migrations of all resources stand, where the new one is among them. */
export function migrationFolders({ base, theirs, plan }: Addition): readonly Path[] {
  const number = migrationOf(plan);
  const folders = [...theirs.keys()].filter((path) => !base.has(path) && fileName(path).startsWith(`${number}_`)).map(folderOf);
  return [...new Set(folders)].filter((folder) => [...base.keys()].some((path) => folderOf(path) === folder));
}

/** The highest number at the start of a name; 0 where there is none. */
export function lastMigrationOf(names: readonly string[]): number {
  return Math.max(0, ...names.map((it) => Number(/^(\d{4})_/.exec(it)?.[1] ?? 0)));
}

/** The number of the migration that makes the last resource of a plan. */
export function migrationOf(plan: ProjectPlan): string {
  return resourceViews(plan).at(-1)?.migration ?? '';
}

function fileName(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
