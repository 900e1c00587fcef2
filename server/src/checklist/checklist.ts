import { fileName } from '#base/paths.ts';
import { CHECKLIST_ITEMS, CHECKLISTS, type ChecklistItem, type ChecklistList } from '#decisions/checklist-items.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { DETECTORS, PROJECT_DETECTORS } from './detectors.ts';
import { CLIENT_PACKAGES } from './frontend/api-client.ts';
import { type Detect, type Look, lookAt } from './look.ts';
import { answered, pinned, type Said } from './said.ts';
import type { Surroundings } from './surroundings.ts';
import { unknown, type Verdict } from './verdict.ts';

/** One item with what is known of it. */
export interface ItemReport {
  readonly item: ChecklistItem;
  /** Where a person has decided, what that person says; what the code says is in `said` then. */
  readonly verdict: Verdict;
  readonly said?: Said;
}

/** A list of one unit, or of the project. */
export interface ListReport {
  readonly list: ChecklistList;
  /** The unit that it is about; undefined for the project as a whole. */
  readonly unit: Unit | undefined;
  /** How people call the unit: its folder, else its package; '' for the project. */
  readonly name: string;
  readonly items: readonly ItemReport[];
}

/** Tells which detector failed; it costs its own item only. */
export type DetectorCrash = (item: string, error: unknown) => void;

export interface ChecklistInput {
  readonly workspace: Workspace;
  readonly detect: Detect;
  readonly surroundings: Surroundings;
  readonly onCrash: DetectorCrash;
}

/** All lists of a workspace: each server has its own, each front end, and the project. Empty where there is neither. */
export function readChecklist(input: ChecklistInput): readonly ListReport[] {
  const { workspace, detect, surroundings } = input;
  const look = (unit: Unit): Look => lookAt(workspace, unit, detect, surroundings);
  const servers = workspace.units.filter((it) => isServer(workspace, it)).map(look);
  const frontends = workspace.units.filter((it) => isFrontend(workspace, it)).map(look);
  return CHECKLISTS.flatMap((list): ListReport[] => {
    const items = CHECKLIST_ITEMS.filter((it) => it.list === list.id);
    if (list.per === 'project') {
      if (servers.length + frontends.length === 0) return [];
      const reports = items.map((item) => reportOf(input, item, '', () => PROJECT_DETECTORS[item.id]?.(servers)));
      return [{ list, unit: undefined, name: '', items: reports }];
    }
    return (list.per === 'server' ? servers : frontends).map(
      (it): ListReport => ({
        list,
        unit: it.unit,
        name: unitName(workspace, it.unit),
        items: items.map((item) => reportOf(input, item, it.unit.folder, () => DETECTORS[item.id]?.(it))),
      }),
    );
  });
}

function reportOf(input: ChecklistInput, item: ChecklistItem, folder: string, detect: () => Verdict | undefined): ItemReport {
  const { configuration } = input.workspace;
  if (item.isQuestion === true) return { item, ...answered(configuration, item) };
  const verdict = guarded(input, item, detect);
  return { item, verdict, ...pinned(configuration, item, folder, verdict) };
}

function guarded(input: ChecklistInput, item: ChecklistItem, detect: () => Verdict | undefined): Verdict {
  try {
    return detect() ?? unknown('Nothing looks for it');
  } catch (error) {
    input.onCrash(item.id, error);
    return unknown('Looking for it failed; the log says why');
  }
}

function isServer(workspace: Workspace, unit: Unit): boolean {
  if (unit.kind === 'server') return true;
  if (unit.kind !== 'fullstack') return false;
  return (
    workspace.routesOf(unit).routes.length > 0 ||
    unit.files.some(
      (it) =>
        workspace.roleOf(it) === undefined &&
        workspace.files.get(it)?.visible.some((one) => one.kind === 'listen' || one.kind === 'server') === true,
    )
  );
}

/** Pages that ask nothing, such as templates of mails, have nothing to agree on with a server. */
function isFrontend(workspace: Workspace, unit: Unit): boolean {
  if (unit.kind !== 'frontend' && unit.kind !== 'fullstack') return false;
  return (
    workspace.clientCallsOf(unit).calls.some((it) => it.origin !== 'foreign') ||
    unit.files.some((path) => {
      const facts = workspace.files.get(path)?.facts;
      return (
        facts?.kind === 'code' &&
        workspace.roleOf(path) === undefined &&
        facts.imports.some((it) => CLIENT_PACKAGES.test(it.module))
      );
    })
  );
}

function unitName(workspace: Workspace, { folder, manifest }: Unit): string {
  if (folder !== '') return folder;
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  if (facts?.kind === 'go-module') return fileName(facts.module);
  return (facts?.kind === 'package-manifest' || facts?.kind === 'python-project' ? facts.name : undefined) ?? 'the project';
}
