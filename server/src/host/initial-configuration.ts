import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfiguration } from '#decisions/configuration.ts';
import type { DetectedValue } from '#decisions/detect.ts';
import type { Finding } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Analysis } from './analysis.ts';
import { detectInFolder } from './detect-requirements.ts';
import { CONFIGURATION_FILE } from './load-configuration.ts';

/** What `initialise` did, or would do. */
export interface Initialised extends InitialConfiguration {
  /** Findings that went into the baseline. */
  readonly keptApart: readonly Finding[];
  /** Findings that a baseline never holds back. */
  readonly toMend: readonly Finding[];
}

/**
 * Writes a first configuration, and a baseline where there are findings, so that the next check is green. With `isDryRun` nothing is
 * written. The folder must have been checked and have no configuration. Throws where a file cannot be written, or is there.
 */
export async function initialise(analysis: Analysis, isDryRun: boolean): Promise<Initialised> {
  const { workspace } = analysis.project;
  if (!workspace) throw new Error('the folder was not checked yet');
  const findings = [...(analysis.project.check()?.findings.values() ?? [])].flat();
  const { never } = analysis.project.configuration.baseline;
  const keptApart = findings.filter((it) => !never.includes(it.rule));
  const toMend = findings.filter((it) => never.includes(it.rule));
  const initial = initialConfiguration(workspace, await detectInFolder(analysis.root), keptApart.length > 0);
  if (isDryRun) return { ...initial, keptApart, toMend };
  const current = new Map([...analysis.project.baselineEntries()].filter(([rule]) => !never.includes(rule)));
  await writeFile(join(analysis.root, CONFIGURATION_FILE), initial.text, { flag: 'wx' });
  await analysis.reloadConfiguration();
  if (keptApart.length > 0) await analysis.changeBaseline(() => current);
  return { ...initial, keptApart, toMend };
}

/** What a first `tiebeam.json` says, and what it was concluded from. */
export interface InitialConfiguration {
  /** JSON with comments; parses without a problem. */
  readonly text: string;
  readonly units: readonly UnitSummary[];
}

export interface UnitSummary {
  /** '.' for the root. */
  readonly folder: string;
  readonly kind: Unit['kind'];
  readonly files: number;
  /** How many files each layer has, most first; files without a layer are left out. */
  readonly layers: readonly (readonly [layer: string, files: number])[];
}

/**
 * Infers a configuration from the code as it is: the units with their kinds, the decisions that manifests give evidence for, and a
 * baseline where there are findings already. Nothing that the engine would find by itself anyway is written down, but for the kinds
 * of the units, which a reader will want to correct where they are wrong.
 */
export function initialConfiguration(
  workspace: Workspace,
  detected: readonly DetectedValue[],
  hasFindings: boolean,
): InitialConfiguration {
  const units = workspace.units.filter((it) => it.files.length > 0).map((unit) => summaryOf(workspace, unit));
  const decisions = firstOfEachField(detected);
  const withDecisions = text(units, decisions, hasFindings);
  // Decisions that contradict each other are left for the person to take.
  const isSound = parseConfiguration(withDecisions, { rules: RULES }).ok;
  return { text: isSound ? withDecisions : text(units, [], hasFindings), units };
}

function text(units: readonly UnitSummary[], decisions: readonly DetectedValue[], hasFindings: boolean): string {
  const sections: string[] = [
    '  // The rules to start from: "tier1", "recommended", "strict" or "security".\n  "preset": "recommended"',
  ];
  if (decisions.length > 0) {
    const lines = decisions.map(
      (it, index) =>
        `    ${JSON.stringify(it.field)}: ${JSON.stringify(it.value)}${index < decisions.length - 1 ? ',' : ''} // ${evidence(it)}`,
    );
    sections.push(
      `  // What the manifests say. Correct what is wrong; leave out what is not decided.\n  "decisions": {\n${lines.join('\n')}\n  }`,
    );
  }
  if (units.length > 0) {
    const lines = units.map(
      (it, index) =>
        `    ${JSON.stringify(it.folder)}: { "kind": "${it.kind}" }${index < units.length - 1 ? ',' : ''} // ${layersText(it)}`,
    );
    sections.push(`  // The packages that are deployed or published on their own.\n  "units": {\n${lines.join('\n')}\n  }`);
  }
  if (hasFindings)
    sections.push(
      '  // What was found on the first day is kept apart in .tiebeam/baseline.json.\n  // "dim" shows it greyed out, "off" shows all of it.\n  "baseline": { "mode": "hide" }',
    );
  return `{\n${sections.join(',\n')}\n}\n`;
}

/** The first value of a field is the one with the strongest sign. */
function firstOfEachField(detected: readonly DetectedValue[]): DetectedValue[] {
  const first = new Map<string, DetectedValue>();
  for (const it of detected) if (!first.has(it.field)) first.set(it.field, it);
  return [...first.values()];
}

function evidence({ evidence: [first] }: DetectedValue): string {
  return first ? `${first.name} in ${first.path}` : '';
}

/** "42 files: 8 controller, 6 service". */
export function layersText({ files, layers }: UnitSummary): string {
  const counted = layers.map(([layer, count]) => `${count} ${layer}`).join(', ');
  return `${files} file${files === 1 ? '' : 's'}${counted === '' ? '' : `: ${counted}`}`;
}

function summaryOf(workspace: Workspace, unit: Unit): UnitSummary {
  const own = unit.files.filter((it) => workspace.roleOf(it) === undefined);
  const counts = new Map<string, number>();
  for (const path of own) {
    const layer = workspace.layerOf(path)?.layer;
    if (layer !== undefined) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  }
  const layers = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { folder: unit.folder === '' ? '.' : unit.folder, kind: unit.kind, files: own.length, layers };
}
