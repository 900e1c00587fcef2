import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Folding, layOut } from '#map/layout.ts';
import { linesOf } from '#map/lines.ts';
import type { MapPanelMessage } from '#map/map-messages.ts';
import type { StructureMap } from '#map/structure-map.ts';
import { Canvas, focusItem, ZOOM_STEP } from './canvas.tsx';
import { Details } from './details.tsx';
import type { MapHost } from './host.ts';
import { itemsOf, type MapItem } from './items.ts';
import { MapList } from './list.tsx';
import { Nothing } from './nothing.tsx';
import { matchesOf, unfoldedFor } from './search.ts';
import { Toolbar } from './toolbar.tsx';
import type { ZoomControl } from './use-zoom.ts';

/** The page: a bar, the drawing or the list, and a line of details. It keeps what is folded while it is hidden. */
export function MapPage({ host }: { readonly host: MapHost }): JSX.Element {
  const [told, setTold] = useState<MapPanelMessage>({ kind: 'maps', state: 'reading', maps: [] });
  useEffect(() => {
    const end = host.listen(setTold);
    host.send({ kind: 'ready' });
    return end;
  }, [host]);
  return told.maps.length === 0 ? (
    <Nothing state={told.state} onAct={(action) => host.send({ kind: 'run', action })} />
  ) : (
    <Maps host={host} maps={told.maps} />
  );
}

function Maps({ host, maps }: { readonly host: MapHost; readonly maps: MapPanelMessage['maps'] }): JSX.Element | null {
  const kept = useMemo(() => host.kept(), [host]);
  const [wanted, setFolder] = useState(kept?.folder ?? '');
  const [folding, setFolding] = useState<Folding>({
    units: new Set(kept?.folded.units),
    cells: new Set(kept?.folded.cells),
  });
  const [isList, setList] = useState(kept?.isList ?? false);
  const shown = maps.find((it) => it.folder === wanted) ?? maps[0];
  const folder = shown?.folder ?? '';
  const folded = useMemo(() => ({ units: [...folding.units], cells: [...folding.cells] }), [folding]);
  useEffect(() => host.keep({ folder, folded, isList }), [host, folder, folded, isList]);
  if (!shown) return null;
  return (
    <OneMap
      key={folder}
      map={shown.map}
      folding={folding}
      isList={isList}
      folders={maps.map((it) => ({ folder: it.folder, name: it.map.name }))}
      folder={folder}
      onFolder={setFolder}
      onFolding={setFolding}
      onList={() => setList(!isList)}
      onOpen={(path, line) => host.send({ kind: 'open', folder, path, line })}
      onExport={(format) => host.send({ kind: 'export', folder, format, folded })}
    />
  );
}

interface OneMapProps {
  readonly map: StructureMap;
  readonly folding: Folding;
  readonly isList: boolean;
  readonly folders: readonly { readonly folder: string; readonly name: string }[];
  readonly folder: string;
  readonly onFolder: (folder: string) => void;
  readonly onFolding: (folding: Folding) => void;
  readonly onList: () => void;
  readonly onOpen: (path: string, line: number) => void;
  readonly onExport: (format: 'svg' | 'mermaid') => void;
}

function OneMap({ map, folding, isList, onFolding, onOpen, ...bar }: OneMapProps): JSX.Element {
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [query, setQuery] = useState('');
  const control = useRef<ZoomControl | undefined>(undefined);
  const step = useRef(-1);
  /** What is to be shown once the layout that holds it is there. */
  const awaited = useRef<string | undefined>(undefined);
  const layout = useMemo(() => layOut(map, folding), [map, folding]);
  const lines = useMemo(() => linesOf(map, layout), [map, layout]);
  const items = useMemo(() => itemsOf(map, layout, lines, folding), [map, layout, lines, folding]);
  const found = useMemo(() => matchesOf(map, query), [map, query]);
  const matches = useMemo(() => {
    const anchors = new Set(found.map((it) => layout.anchors[it]?.key ?? ''));
    return new Set(items.filter((it) => anchors.has(it.anchor)).map((it) => it.id));
  }, [found, layout, items]);
  const current = items.find((it) => it.id === currentId);
  const onCurrent = useCallback((item: MapItem | undefined) => setCurrentId(item?.id), []);

  useEffect(() => {
    const item = items.find((it) => it.id === awaited.current);
    awaited.current = undefined;
    if (!item) return;
    setCurrentId(item.id);
    control.current?.showPlace(item.x, item.y);
    if (document.activeElement?.closest('.canvas')) focusItem(document.querySelector('.canvas'), item.id);
  }, [items]);

  const onAct = (item: MapItem): void => {
    switch (item.kind) {
      case 'file':
        onOpen(map.files[item.file]?.path ?? '', 1);
        break;
      case 'cell': {
        awaited.current = item.id;
        const file = layout.cells.find((it) => it.key === item.cell)?.dots[0]?.file;
        if (!item.isOpen && file !== undefined) awaited.current = `f${file}`;
        onFolding({ ...folding, cells: toggled(folding.cells, item.cell) });
        break;
      }
      case 'unit':
        awaited.current = item.id;
        onFolding({ ...folding, units: toggled(folding.units, item.unit) });
        break;
    }
  };
  const toMatch = (isForward: boolean): void => {
    if (found.length === 0) return;
    step.current = (step.current + (isForward ? 1 : -1) + found.length) % found.length;
    const file = found[step.current] ?? 0;
    awaited.current = `f${file}`;
    onFolding(unfoldedFor(map, layout, folding, file));
  };
  const onZoom = (how: 'in' | 'out' | 'fit'): void => {
    if (how === 'fit') control.current?.fit();
    else control.current?.by(how === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP);
  };
  return (
    <div class="page-frame">
      <Toolbar
        {...bar}
        query={query}
        found={found.length}
        isList={isList}
        onQuery={(text) => {
          step.current = -1;
          setQuery(text);
        }}
        onStep={toMatch}
        onZoom={onZoom}
      />
      {isList ? (
        <MapList map={map} query={query.trim().toLowerCase()} onOpen={onOpen} />
      ) : (
        <main class="drawing">
          <Canvas
            map={map}
            layout={layout}
            lines={lines}
            items={items}
            current={current}
            matches={matches}
            control={control}
            onCurrent={onCurrent}
            onAct={onAct}
          />
        </main>
      )}
      {isList ? null : (
        <footer>
          <Details map={map} item={current} hasClusters={layout.cells.some((it) => !it.isOpen)} onOpen={onOpen} />
        </footer>
      )}
    </div>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
