import type { StructureMap } from './structure-map.ts';

/** How many features are shown next to each other before the small ones of a unit are put together, so that a map fits a screen. */
const SHOWN_FEATURES = 24;

/** One feature of a unit, or several that are put together. */
export interface MapColumn {
  /** Stays the same while the map changes around it. */
  readonly key: string;
  readonly unit: number;
  readonly features: readonly number[];
  readonly label: string;
  /** True where features are put together that can be shown one by one. */
  readonly isFolded: boolean;
}

/** The columns of a map; those of `openUnits`, by the folder of the unit, are shown one by one however many there are. */
export function columnsOf(map: StructureMap, openUnits: ReadonlySet<string>): readonly MapColumn[] {
  const sizes = map.features.map(() => 0);
  for (const { feature } of map.files) sizes[feature] = (sizes[feature] ?? 0) + 1;
  const perUnit = map.units.map((_it, unit) => map.features.flatMap((it, index) => (it.unit === unit ? [index] : [])));
  const limit = featuresPerUnit(perUnit.map((it) => it.length));
  return perUnit.flatMap((features, unit) => {
    const folder = map.units[unit]?.folder ?? '';
    if (features.length <= limit || openUnits.has(folder)) return features.map((it) => single(map, unit, it));
    const bySize = [...features].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
    const shown = new Set(bySize.filter((it) => map.features[it]?.isShared === false).slice(0, limit - 1));
    const rest = features.filter((it) => !shown.has(it));
    const label = shown.size === 0 ? `${rest.length} features` : `${rest.length} more`;
    return [
      ...features.filter((it) => shown.has(it)).map((it) => single(map, unit, it)),
      { key: `${folder}:*`, unit, features: rest, label, isFolded: true },
    ];
  });
}

function single(map: StructureMap, unit: number, feature: number): MapColumn {
  const { name = '', isShared = false } = map.features[feature] ?? {};
  const key = `${map.units[unit]?.folder ?? ''}:${isShared ? '' : name}`;
  return { key, unit, features: [feature], label: name, isFolded: false };
}

/** The largest number of columns that every unit may have without there being too many in all; small units leave room for large ones. */
function featuresPerUnit(counts: readonly number[]): number {
  let limit = Math.max(...counts, 1);
  const total = (): number => counts.reduce((sum, it) => sum + Math.min(it, limit), 0);
  while (limit > 1 && total() > SHOWN_FEATURES) limit -= 1;
  return limit;
}
