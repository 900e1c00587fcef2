import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MAP_LAYERS, type StructureMap } from '#map/structure-map.ts';
import { counted, layerTitle, unitTitle } from '#map/words.ts';

type Open = (path: string, line: number) => void;

/** The same map as a list: what is wrong first, then services, features, layers and files. */
export function MapList({
  map,
  query,
  onOpen,
}: {
  readonly map: StructureMap;
  readonly query: string;
  readonly onOpen: Open;
}): JSX.Element {
  return (
    <main class="list">
      <section>
        <h2>Imports against the rules</h2>
        {map.forbidden.length === 0 ? <p class="quiet-word">There is none.</p> : null}
        <ul>
          {map.forbidden.map((it) => {
            const path = map.files[it.from]?.path ?? '';
            return (
              <li key={`${path} ${it.line} ${it.rule}`}>
                <button type="button" class="link-button mono" onClick={() => onOpen(path, it.line)}>
                  {path}:{it.line}
                </button>
                <span class="wrong-word">{it.message}</span>
              </li>
            );
          })}
        </ul>
      </section>
      {map.units.map((unit, index) => (
        <section key={unit.folder}>
          <h2>{unitTitle(unit)}</h2>
          {map.features.map((feature, at) =>
            feature.unit === index ? (
              <FeatureFiles key={feature.name} map={map} feature={at} query={query} onOpen={onOpen} />
            ) : null,
          )}
        </section>
      ))}
    </main>
  );
}

/** The files of a feature, there once it is unfolded: thousands of rows that nobody sees cost time. A search unfolds what it finds. */
function FeatureFiles({
  map,
  feature,
  query,
  onOpen,
}: {
  readonly map: StructureMap;
  readonly feature: number;
  readonly query: string;
  readonly onOpen: Open;
}): JSX.Element | null {
  const [isUnfolded, setUnfolded] = useState(false);
  const files = map.files.filter((it) => it.feature === feature && it.path.toLowerCase().includes(query));
  if (files.length === 0) return null;
  const isOpen = isUnfolded || query !== '';
  const { name, isShared } = map.features[feature] ?? { name: '', isShared: false };
  return (
    <details open={isOpen} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        <span>{isShared ? 'shared' : name}</span> <span class="quiet-word">{counted(files.length, 'file')}</span>
      </summary>
      {isOpen
        ? MAP_LAYERS.filter((layer) => files.some((it) => it.layer === layer)).map((layer) => (
            <div key={layer} class="layer">
              <h3>{layerTitle(layer)}</h3>
              <ul>
                {files
                  .filter((it) => it.layer === layer)
                  .map((it) => (
                    <li key={it.path}>
                      <button type="button" class="link-button mono" onClick={() => onOpen(it.path, 1)}>
                        {it.path}
                      </button>
                      <span class="quiet-word">{counted(it.lines, 'line')}</span>
                    </li>
                  ))}
              </ul>
            </div>
          ))
        : null}
    </details>
  );
}
