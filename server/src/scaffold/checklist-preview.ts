import type { Path } from '#base/paths.ts';
import { CHECKLIST_ITEMS, type ChecklistItem } from '#decisions/checklist-items.ts';
import type { Decisions } from '#decisions/decisions.ts';
import { goPackage } from './go-names.ts';
import { createMover } from './moved-files.ts';
import { fulfilments, movesOf, type ProjectPlan } from './plan.ts';
import type { ProjectFiles } from './render.ts';
import { resourceViews } from './view.ts';

/** An item of the two lists that a new project is measured by, with the files that fulfil it. */
export interface ChecklistPromise {
  readonly id: string;
  readonly group: 'backend' | 'integration';
  readonly title: string;
  /** One sentence: why the item is on the list. */
  readonly why: string;
  /** Paths of the rendered project; empty where the item does not apply. */
  readonly files: readonly Path[];
  /** Why the item does not apply to this project. */
  readonly notApplicable?: string;
}

/** All 13 + 8 items in their order. An item that applies and has no file is a gap in the templates, and is shown as such. */
export function checklistPreview(plan: ProjectPlan, files: ProjectFiles): readonly ChecklistPromise[] {
  const promised = fulfilments(plan);
  const views = resourceViews(plan);
  const mover = createMover(movesOf(plan));
  return CHECKLIST_ITEMS.flatMap((item): ChecklistPromise[] => {
    const { id, list: group, title, why } = item;
    if (group !== 'backend' && group !== 'integration') return [];
    const notApplicable = obstacleOf(item)?.(plan.decisions);
    if (notApplicable !== undefined) return [{ id, group, title, why, files: [], notApplicable }];
    const paths = (promised.get(id) ?? []).flatMap((path) =>
      path.includes('{{') ? views.map((view) => named(path, view)) : [path],
    );
    const places = paths.map((path) => mover(path) ?? path);
    return [{ id, group, title, why, files: [...new Set(places)].filter((path) => files.has(path)) }];
  });
}

function named(path: Path, names: object): Path {
  const values = new Map<string, unknown>(Object.entries(names));
  return path.replace(/\{\{(goPackage )?(\w+)\}\}/g, (_, isPackage: string | undefined, key: string) => {
    const value = String(values.get(key));
    return isPackage === undefined ? value : goPackage(value);
  });
}

/** Why an item does not apply; undefined where it does. */
type Obstacle = (decisions: Decisions) => string | undefined;

const needsSignIn = ({ auth }: Decisions): string | undefined => (auth === 'none' ? 'nobody signs in' : undefined);
const needsFrontend = ({ frontend }: Decisions): string | undefined =>
  frontend === 'none' ? 'there is no front end' : undefined;
const needsFeatures = ({ structure }: Decisions): string | undefined =>
  structure === 'layer-first' ? 'the folders are the layers' : undefined;
const needsToken = (decisions: Decisions): string | undefined => needsFrontend(decisions) ?? needsSignIn(decisions);
const needsRefresh = (decisions: Decisions): string | undefined =>
  needsToken(decisions) ?? (decisions.auth === 'session' ? 'a session is a cookie that lasts by itself' : undefined);

/** Items of the front end apply where there is one, those of the back end always. */
const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  'feature-first': needsFeatures,
  authentication: needsSignIn,
  'token-attached': needsToken,
  'token-refresh': needsRefresh,
};

function obstacleOf({ id, list }: ChecklistItem): Obstacle | undefined {
  return OBSTACLES[id] ?? (list === 'integration' ? needsFrontend : undefined);
}
