import type { JSX } from 'preact';
import type { StructureMap } from '#map/structure-map.ts';
import { counted, layerTitle } from '#map/words.ts';
import { importCounts, type MapItem } from './items.ts';

/** One line about what the person is at, with the imports that a rule objects to. Without anything it explains the signs. */
export function Details({
  map,
  item,
  hasClusters,
  onOpen,
}: {
  readonly map: StructureMap;
  readonly hasClusters: boolean;
  readonly item: MapItem | undefined;
  readonly onOpen: (path: string, line: number) => void;
}): JSX.Element {
  const file = item?.kind === 'file' ? map.files[item.file] : undefined;
  if (item?.kind !== 'file' || !file) return <Legend hasWrong={map.forbidden.length > 0} hasClusters={hasClusters} />;
  const counts = importCounts(map);
  const wrong = map.forbidden.filter((it) => it.from === item.file);
  const findings = file.errors + file.warnings + file.infos;
  return (
    <div class="details">
      <button type="button" class="link-button mono" onClick={() => onOpen(file.path, 1)}>
        {file.path}
      </button>
      <span>{layerTitle(file.layer)}</span>
      <span>{counted(file.lines, 'line')}</span>
      {findings > 0 ? <span>{counted(findings, 'finding')}</span> : null}
      <span>
        imports {counts.out.get(item.file) ?? 0}, imported by {counts.into.get(item.file) ?? 0}
      </span>
      {wrong.map((it) => (
        <button
          key={`${it.rule} ${it.line}`}
          type="button"
          class="link-button wrong-word"
          onClick={() => onOpen(file.path, it.line)}
        >
          {it.message}
        </button>
      ))}
    </div>
  );
}

function Legend({ hasWrong, hasClusters }: { readonly hasWrong: boolean; readonly hasClusters: boolean }): JSX.Element {
  return (
    <ul class="details legend" aria-label="Legend">
      <li>
        <Sign>
          <circle class="outer" cx={5} cy={8} r={3.5} />
          <circle class="outer" cx={17} cy={8} r={6.5} />
        </Sign>
        <span>a file, as large as its lines</span>
      </li>
      {hasClusters ? (
        <li>
          <Sign>
            <circle class="cluster" cx={12} cy={8} r={7.5} />
            <circle class="outer" cx={9} cy={7} r={2} />
            <circle class="outer" cx={15} cy={6.5} r={2} />
            <circle class="outer" cx={12} cy={11.5} r={2} />
          </Sign>
          <span>files that a click unfolds</span>
        </li>
      ) : null}
      <li>
        <Dot kind="outer" />
        <span>takes requests or shows pages</span>
      </li>
      <li>
        <Dot kind="inner" />
        <span>decides</span>
      </li>
      <li>
        <Dot kind="storage" />
        <span>stores</span>
      </li>
      <li>
        <Dot kind="support" />
        <span>supports</span>
      </li>
      <li>
        <Sign>
          <circle class="outer" cx={12} cy={8} r={4} />
          <circle class="ring" cx={12} cy={8} r={6.5} />
        </Sign>
        <span>has findings</span>
      </li>
      <li>
        <Sign>
          <path class="line wrong" d="M1,8 L23,8" />
        </Sign>
        <span>{hasWrong ? 'an import against the rules' : 'no import is against the rules'}</span>
      </li>
    </ul>
  );
}

function Dot({ kind }: { readonly kind: string }): JSX.Element {
  return (
    <Sign>
      <circle class={kind} cx={12} cy={8} r={5} />
    </Sign>
  );
}

function Sign({ children }: { readonly children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <svg width={24} height={16} aria-hidden="true">
      {children}
    </svg>
  );
}
