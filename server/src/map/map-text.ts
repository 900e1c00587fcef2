import { MAP_LAYERS, type StructureMap } from './structure-map.ts';
import { counted, layerTitle, unitTitle } from './words.ts';

/** The map as an outline for a terminal: services, features, layers with their files, routes, and what goes against the rules. */
export function mapText(map: StructureMap): string {
  if (map.files.length === 0) return `No application code was found in ${map.name}.\n`;
  const lines = map.units.flatMap((unit, index) => [unitTitle(unit), ...featureLines(map, index), '']);
  return `${[...lines, ...forbiddenLines(map)].join('\n')}\n`;
}

function featureLines(map: StructureMap, unit: number): string[] {
  return map.features.flatMap((feature, index) => {
    if (feature.unit !== unit) return [];
    const files = map.files.flatMap((it, at) => (it.feature === index ? [{ ...it, at }] : []));
    const routes = map.routes.filter((it) => it.feature === index);
    const layers = MAP_LAYERS.flatMap((layer) => {
      const own = files.filter((it) => it.layer === layer);
      return own.length === 0 ? [] : [`    ${layerTitle(layer)}`, ...own.map((it) => fileLine(map, it.at))];
    });
    return [
      `  ${feature.name} (${counted(files.length, 'file')})`,
      ...layers,
      ...(routes.length === 0 ? [] : ['    Routes']),
      ...routes.map((it) => `      ${it.method} ${it.path}  ${it.file}:${it.line}${it.handler === '' ? '' : ` ${it.handler}`}`),
    ];
  });
}

function fileLine(map: StructureMap, index: number): string {
  const file = map.files[index];
  if (!file) return '';
  const findings = file.errors + file.warnings + file.infos;
  return `      ${file.path}  ${counted(file.lines, 'line')}${findings > 0 ? `, ${counted(findings, 'finding')}` : ''}`;
}

function forbiddenLines(map: StructureMap): string[] {
  if (map.forbidden.length === 0) return ['No import goes against the rules.'];
  return [
    'Imports against the rules',
    ...map.forbidden.map((it) => `  ${map.files[it.from]?.path ?? ''}:${it.line}  ${it.severity}  ${it.message}  ${it.rule}`),
  ];
}
