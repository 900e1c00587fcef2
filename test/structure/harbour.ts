import type { MapFile, StructureMap } from '#map/structure-map.ts';

const LAYERS = ['controller', 'service', 'repository'] as const;
const WORDS = 'berths cranes customs docks ferries gates invoices pilots ships tides tugs yards crews cargo'.split(' ');
const FEATURES = 56;
const FILES_PER_LAYER = 12;

/** A server of two thousand files under names as people give them, with one import against the rules. */
export function harbour(): StructureMap {
  const names = Array.from({ length: FEATURES }, (_it, at) => {
    const round = Math.floor(at / WORDS.length);
    return `${WORDS[at % WORDS.length]}${round === 0 ? '' : `-${round + 1}`}`;
  }).sort();
  const files = names.flatMap((name, feature) =>
    LAYERS.flatMap((layer) =>
      Array.from({ length: FILES_PER_LAYER }, (_it, at): MapFile => {
        const isWrong = name === 'berths' && layer === 'repository' && at === 0;
        const path = `src/${name}/${name}-${at}.${layer}.ts`;
        return {
          path,
          feature,
          layer,
          lines: 10 + ((feature * 37 + at * 101) % 400),
          errors: 0,
          warnings: isWrong ? 1 : 0,
          infos: 0,
        };
      }),
    ),
  );
  const edges = files.flatMap((it, index) => (it.layer === 'repository' ? [] : [{ from: index, to: index + FILES_PER_LAYER }]));
  const [from, to] = [2 * FILES_PER_LAYER, FILES_PER_LAYER];
  return {
    name: 'harbour',
    units: [{ folder: '', name: 'harbour', kind: 'server' }],
    features: names.map((name) => ({ unit: 0, name, isShared: false })),
    files,
    edges,
    forbidden: [
      {
        from,
        to,
        line: 1,
        rule: 'structure/layer-direction',
        severity: 'warning',
        message:
          "The repository 'berths-0.repository.ts' imports the service 'berths-0.service.ts', against the direction of the layers",
      },
    ],
    routes: [],
  };
}
