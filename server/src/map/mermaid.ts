import { columnsOf } from './columns.ts';
import type { MapLayer, StructureMap } from './structure-map.ts';
import { counted, labelsOf, layerTitle, unitTitle } from './words.ts';

/** Beyond these a diagram cannot be read; Mermaid itself refuses more than 500 edges and 50,000 characters. */
const READABLE_NODES = 60;
const READABLE_EDGES = 200;

/** A node of the diagram with the files that it stands for. */
interface DiagramNode {
  readonly unit: number;
  readonly group: string;
  readonly label: string;
  readonly files: readonly number[];
}

interface DiagramEdge {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly isForbidden: boolean;
}

/** The map as a Mermaid flowchart: files, or the layers of each feature, or the features, whichever can still be read. */
export function mapMermaid(map: StructureMap): string {
  const drawn = [fileNodes, layerNodes, featureNodes].map((make) => {
    const nodes = make(map);
    return { nodes, edges: edgesBetween(map, nodes) };
  });
  const fits = drawn.find((it) => it.nodes.length <= READABLE_NODES && it.edges.length <= READABLE_EDGES);
  const { nodes, edges } = fits ?? { nodes: featureNodes(map), edges: [] };
  const shown = fits ? edges : strongest(edgesBetween(map, nodes));
  return [
    'flowchart TB',
    `  accTitle: Architecture of ${plain(map.name)}`,
    ...subgraphs(map, nodes),
    ...shown.map(({ from, to, isForbidden, count }) => `  n${from} ${arrow(isForbidden, count)} n${to}`),
    ...linkStyles(shown),
    '',
  ].join('\n');
}

function fileNodes(map: StructureMap): DiagramNode[] {
  const labels = labelsOf(map.files);
  return map.files.flatMap(({ feature, path }, index) => {
    const known = map.features[feature];
    return known ? [{ unit: known.unit, group: known.name, label: labels[index] ?? path, files: [index] }] : [];
  });
}

function layerNodes(map: StructureMap): DiagramNode[] {
  const nodes = new Map<string, { unit: number; group: string; layer: MapLayer; files: number[] }>();
  for (const [index, { feature, layer }] of map.files.entries()) {
    const known = map.features[feature];
    if (!known) continue;
    const node = nodes.get(`${feature} ${layer}`) ?? { unit: known.unit, group: known.name, layer, files: [] };
    nodes.set(`${feature} ${layer}`, node);
    node.files.push(index);
  }
  return [...nodes.values()].map(({ layer, ...it }) => ({ ...it, label: `${layerTitle(layer)} (${it.files.length})` }));
}

function featureNodes(map: StructureMap): DiagramNode[] {
  return columnsOf(map, new Set()).map(({ unit, features, label }) => {
    const wanted = new Set(features);
    const files = map.files.flatMap((it, index) => (wanted.has(it.feature) ? [index] : []));
    return { unit, group: '', label: `${label}: ${counted(files.length, 'file')}`, files };
  });
}

function edgesBetween(map: StructureMap, nodes: readonly DiagramNode[]): DiagramEdge[] {
  const nodeOf = new Map(nodes.flatMap((it, index) => it.files.map((file) => [file, index] as const)));
  const edges = new Map<string, { from: number; to: number; count: number; isForbidden: boolean }>();
  const add = (fromFile: number, toFile: number, isForbidden: boolean): void => {
    const [from, to] = [nodeOf.get(fromFile), nodeOf.get(toFile)];
    if (from === undefined || to === undefined || from === to) return;
    const edge = edges.get(`${from} ${to}`) ?? { from, to, count: 0, isForbidden: false };
    edges.set(`${from} ${to}`, edge);
    if (isForbidden) edge.isForbidden = true;
    else edge.count += 1;
  };
  for (const { from, to } of map.edges) add(from, to, false);
  for (const { from, to } of map.forbidden) if (to !== undefined) add(from, to, true);
  return [...edges.values()];
}

/** Forbidden edges first, then those that stand for the most imports. */
function strongest(edges: readonly DiagramEdge[]): DiagramEdge[] {
  return edges.toSorted((a, b) => Number(b.isForbidden) - Number(a.isForbidden) || b.count - a.count).slice(0, READABLE_EDGES);
}

function subgraphs(map: StructureMap, nodes: readonly DiagramNode[]): string[] {
  return map.units.flatMap((it, unit) => {
    const own = nodes.flatMap((node, index) => (node.unit === unit ? [{ ...node, index }] : []));
    if (own.length === 0) return [];
    const groups = [...new Set(own.map((node) => node.group))];
    const inside = groups.flatMap((group, index) => {
      const lines = own.filter((node) => node.group === group).map((node) => `n${node.index}["${quoted(node.label)}"]`);
      if (group === '') return lines.map((line) => `    ${line}`);
      return [`    subgraph f${unit}x${index}["${quoted(group)}"]`, ...lines.map((line) => `      ${line}`), '    end'];
    });
    return [`  subgraph u${unit}["${quoted(unitTitle(it))}"]`, ...inside, '  end'];
  });
}

function arrow(isForbidden: boolean, count: number): string {
  if (isForbidden) return '-. "against the rules" .->';
  return count > 1 ? `-->|${count}|` : '-->';
}

function linkStyles(edges: readonly DiagramEdge[]): string[] {
  const forbidden = edges.flatMap((it, index) => (it.isForbidden ? [index] : []));
  return forbidden.length === 0 ? [] : [`  linkStyle ${forbidden.join(',')} stroke:#cf222e,stroke-width:2px,color:#cf222e`];
}

/** Quotes and the signs of Mermaid's entities and Markdown would end a label or change it. */
function quoted(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('`', '#96;')
    .replaceAll(/[\r\n]/g, ' ');
}

/** Accessible titles are not quoted: they end with their line. */
function plain(text: string): string {
  return text.replaceAll(/[\r\n;#{}]/g, ' ');
}
