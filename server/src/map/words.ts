import { fileName } from '#base/paths.ts';
import type { MapFile, MapLayer, MapUnit } from './structure-map.ts';

/** What a row of the map is called. */
export function layerTitle(layer: MapLayer): string {
  return TITLES[layer];
}

const TITLES: Readonly<Record<MapLayer, string>> = {
  entrypoint: 'Entry points',
  component: 'Components',
  client: 'API clients',
  middleware: 'Middleware',
  controller: 'Controllers',
  job: 'Jobs',
  service: 'Services',
  repository: 'Repositories',
  model: 'Models',
  dto: 'DTOs and schemas',
  config: 'Configuration',
  other: 'Without a layer',
};

/** What a layer does for the others; each group has a colour. */
export type LayerGroup = 'outer' | 'inner' | 'storage' | 'support';

export const GROUP_OF: Readonly<Record<MapLayer, LayerGroup>> = {
  entrypoint: 'outer',
  component: 'outer',
  client: 'outer',
  middleware: 'outer',
  controller: 'outer',
  job: 'outer',
  service: 'inner',
  repository: 'storage',
  model: 'storage',
  dto: 'support',
  config: 'support',
  other: 'support',
};

export function unitTitle(unit: MapUnit): string {
  return `${unit.name} · ${KINDS[unit.kind]}`;
}

const KINDS: Readonly<Record<MapUnit['kind'], string>> = {
  server: 'server',
  frontend: 'front end',
  fullstack: 'full stack',
  worker: 'worker',
  library: 'library',
  tool: 'tool',
};

/** `1 file`, `3 files`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** At most `limit` characters: the middle goes, because endings tell files apart. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.floor((limit - 1) / 2);
  return `${text.slice(0, limit - 1 - end)}…${text.slice(text.length - end)}`;
}

/** The name of a file, with its folder where another of the same list is called the same. */
export function labelsOf(files: readonly Pick<MapFile, 'path'>[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) counts.set(fileName(path), (counts.get(fileName(path)) ?? 0) + 1);
  return files.map(({ path }) => {
    const name = fileName(path);
    return (counts.get(name) ?? 0) > 1 ? path.split('/').slice(-2).join('/') : name;
  });
}
