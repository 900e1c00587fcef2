import { basename } from 'node:path';
import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { Project } from '#engine/project.ts';
import { optionsOf } from '#engine/rule-settings.ts';
import type { StructureMap } from '#map/structure-map.ts';
import type { Finding } from '#rules/finding.ts';
import layerImports from '#rules/structure/layer-import-violation.ts';
import { readStructure } from '#structure/read-structure.ts';

const LayerOptions = z.object({ features: z.object({ root: z.array(z.string()), shared: z.array(z.string()) }) });

/** The map of a folder that was checked, with the findings of that check. Throws where there was none. */
export function structureOf(root: string, project: Project, findings: ReadonlyMap<Path, readonly Finding[]>): StructureMap {
  const { workspace, configuration } = project;
  if (!workspace) throw new Error('a map needs a check first');
  const { features } = LayerOptions.parse(optionsOf(layerImports, configuration));
  return readStructure({ workspace, name: configuration.name ?? basename(root), findings, features });
}
