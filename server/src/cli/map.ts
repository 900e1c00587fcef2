import { nearestSpelling } from '#base/suggestion.ts';
import { structureOf } from '#host/structure.ts';
import { layOut } from '#map/layout.ts';
import { mapText } from '#map/map-text.ts';
import { mapMermaid } from '#map/mermaid.ts';
import { mapOfUnits, type StructureMap } from '#map/structure-map.ts';
import { mapSvg } from '#map/svg.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { analyse } from './open-analysis.ts';
import { writeOutput } from './write-output.ts';

export interface MapOptions {
  readonly root: string;
  readonly format: 'text' | 'json' | 'mermaid' | 'svg';
  readonly unit: readonly string[];
  readonly output?: string;
}

/** `tiebeam map`: the project by service, feature and layer, as a picture, a diagram, data or an outline. */
export async function map(options: MapOptions): Promise<ExitCode> {
  const { analysis, check } = await analyse(options.root);
  const text = written(ofUnits(structureOf(analysis.root, analysis.project, check.findings), options.unit), options.format);
  writeOutput(text, options.output);
  if (options.output !== undefined) process.stdout.write(`${options.output} written\n`);
  return ExitCode.clean;
}

/** A unit is named by its folder, or by the last part of it; the one at the root by the name of the project or as `.`. */
function ofUnits(whole: StructureMap, names: readonly string[]): StructureMap {
  if (names.length === 0) return whole;
  const spellings = whole.units.map((it) => new Set([it.name, it.folder.split('/').at(-1) || '.']));
  const known = [...new Set(whole.units.map((it) => it.name))];
  for (const name of names) {
    if (spellings.some((it) => it.has(name))) continue;
    const near = nearestSpelling(name, known);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new UsageError(`there is no service "${name}"${hint}; there are ${known.join(', ') || 'none'}`);
  }
  return mapOfUnits(whole, (it) => names.some((name) => spellings[whole.units.indexOf(it)]?.has(name) === true));
}

function written(shown: StructureMap, format: MapOptions['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(shown, null, 2)}\n`;
    case 'mermaid':
      return mapMermaid(shown);
    case 'svg':
      return mapSvg(shown, layOut(shown));
    case 'text':
      return mapText(shown);
  }
}
