import type { Path } from '#base/paths.ts';
import { frameworkTitle } from '#concepts/plain-names.ts';
import type { Choices } from '#decisions/decisions.ts';
import type { Finding } from '#rules/finding.ts';
import type { Unit, UnitKind } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type BackgroundWork, backgroundWorkOf } from './background-work.ts';
import { type Command, commandsOf } from './commands.ts';
import { dataModelOf, type Entity } from './data-model.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { type Variable, variablesOf } from './environment-variables.ts';
import { type KeyFile, keyFilesOf } from './key-files.ts';
import { type Place, placeOf } from './place.ts';

// What somebody has to know who takes the project over: read from the code as it is, not from what was planned.

export interface Handoff {
  readonly name: string;
  readonly services: readonly Service[];
  /** By unit and feature. */
  readonly endpoints: readonly Endpoint[];
  readonly variables: readonly Variable[];
  readonly entities: readonly Entity[];
  readonly background: readonly BackgroundWork[];
  readonly checklist: readonly ChecklistSummary[];
  readonly findings: readonly OpenFindings[];
  /** What `tiebeam.json` says was decided; undefined where it says nothing. */
  readonly decisions: Choices | undefined;
  /** Records of decisions in the repository. */
  readonly records: readonly Path[];
  readonly keyFiles: readonly KeyFile[];
  readonly verification: Verification | undefined;
}

/** A deployable or publishable package. */
export interface Service {
  /** '' for the root. */
  readonly folder: Path;
  readonly kind: UnitKind;
  /** Frameworks that serve its routes, then the one that draws its pages, as people write them. */
  readonly frameworks: readonly string[];
  readonly fileCount: number;
  readonly commands: readonly Command[];
}

/** One list of the checklist, and what of it is not done. */
export interface ChecklistSummary {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly open: readonly OpenItem[];
}

/** What is missing, or not known. */
export interface OpenItem {
  readonly title: string;
  readonly state: string;
  readonly summary: string;
  /** The first places that say so; may be empty. */
  readonly places: readonly Place[];
}

/** The findings of one rule. */
export interface OpenFindings {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly count: number;
  /** The first of them. */
  readonly example: Place & { readonly message: string };
}

/** What `tiebeam verify` said the last time. */
export interface Verification {
  /** ISO 8601, the day or the moment. */
  readonly at: string;
  readonly passed: number;
  readonly failed: readonly string[];
  /** How many probes that apply were not run; 0 where it is missing. */
  readonly notRun?: number;
}

export interface HandoffInput {
  readonly workspace: Workspace;
  readonly name: string;
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  readonly checklist: readonly ChecklistSummary[];
  /** The columns of tables, by the name of the table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly records: readonly Path[];
  readonly verification: Verification | undefined;
}

/** Everything that a hand-off says, as data. Lists are empty where nothing is known. */
export function readHandoff(input: HandoffInput): Handoff {
  const { workspace } = input;
  const endpoints = workspace.units.flatMap((it) => endpointsOf(workspace, it));
  return {
    name: input.name,
    services: workspace.units.filter((it) => it.files.length > 0).map((it) => serviceOf(workspace, it)),
    endpoints,
    variables: workspace.units.flatMap((it) => variablesOf(workspace, it)),
    entities: dataModelOf(workspace, input.columns),
    background: backgroundWorkOf(workspace),
    checklist: input.checklist,
    findings: openFindings(workspace, input.findings),
    decisions: workspace.configuration.decisions,
    records: input.records,
    keyFiles: keyFilesOf(workspace),
    verification: input.verification,
  };
}

function serviceOf(workspace: Workspace, unit: Unit): Service {
  const frameworks = new Set(workspace.routesOf(unit).routes.map((it) => it.framework));
  return {
    folder: unit.folder,
    kind: unit.kind,
    frameworks: [...frameworks].map(frameworkTitle).sort().concat(pageLibrariesOf(unit)),
    fileCount: unit.files.length,
    commands: commandsOf(workspace, unit),
  };
}

/** What draws the pages of a front end, which registers no routes; Next.js and Nuxt stand for what they are built on. */
const PAGE_LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['next', 'Next.js'],
  ['nuxt', 'Nuxt'],
  ['@angular/core', 'Angular'],
  ['@sveltejs/kit', 'SvelteKit'],
  ['svelte', 'Svelte'],
  ['vue', 'Vue'],
  ['solid-js', 'Solid'],
  ['preact', 'Preact'],
  ['react', 'React'],
]);

function pageLibrariesOf({ kind, dependencies }: Unit): string[] {
  const named =
    kind === 'frontend' || kind === 'fullstack' ? [...PAGE_LIBRARIES].find(([name]) => dependencies.has(name)) : undefined;
  return named ? [named[1]] : [];
}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

/** By severity, then by number. */
function openFindings(workspace: Workspace, findings: ReadonlyMap<Path, readonly Finding[]>): readonly OpenFindings[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of [...findings.values()].flat()) {
    const key = `${finding.rule} ${finding.severity}`;
    byRule.set(key, [...(byRule.get(key) ?? []), finding]);
  }
  return [...byRule.values()]
    .flatMap((list): OpenFindings[] => {
      const [first] = list;
      if (!first) return [];
      const { rule, severity, message } = first;
      return [{ rule, severity, count: list.length, example: { ...placeOf(workspace, first.path, first.span.start), message } }];
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count);
}
