import type { JSX } from 'preact';
import { fileName } from '#base/paths.ts';

export interface ToolbarProps {
  readonly folders: readonly { readonly folder: string; readonly name: string }[];
  readonly folder: string;
  readonly query: string;
  readonly found: number;
  readonly isList: boolean;
  readonly onFolder: (folder: string) => void;
  readonly onQuery: (query: string) => void;
  /** The next match, or the one before. */
  readonly onStep: (isForward: boolean) => void;
  readonly onZoom: (how: 'in' | 'out' | 'fit') => void;
  readonly onList: () => void;
  readonly onExport: (format: 'svg' | 'mermaid') => void;
}

/** What is shown, the search, and what can be done with the drawing. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  const { folders, folder, query, found, isList } = props;
  const [only] = folders;
  return (
    <header class="toolbar">
      <h1>{folders.length === 1 ? only?.name : 'Architecture map'}</h1>
      {folders.length > 1 ? (
        <select aria-label="Folder" value={folder} onChange={(event) => props.onFolder(event.currentTarget.value)}>
          {folders.map((it) => (
            <option key={it.folder} value={it.folder}>
              {it.name === '' ? fileName(it.folder) : it.name}
            </option>
          ))}
        </select>
      ) : null}
      <label class="search">
        <span class="codicon codicon-search" aria-hidden="true" />
        <input
          type="search"
          aria-label="Search files and features"
          placeholder="Search files and features"
          value={query}
          onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onStep(!event.shiftKey);
            if (event.key === 'Escape') props.onQuery('');
          }}
        />
        <span class="found" role="status">
          {query === '' ? '' : found === 0 ? 'nothing found' : `${found} found`}
        </span>
      </label>
      <div class="actions">
        {isList ? null : (
          <>
            <IconButton icon="zoom-in" label="Zoom in (+)" onClick={() => props.onZoom('in')} />
            <IconButton icon="zoom-out" label="Zoom out (-)" onClick={() => props.onZoom('out')} />
            <IconButton icon="screen-full" label="Show all (0)" onClick={() => props.onZoom('fit')} />
          </>
        )}
        <IconButton icon="list-tree" label="Show as a list" isPressed={isList} onClick={props.onList} />
        <button type="button" class="text-button" onClick={() => props.onExport('svg')}>
          Export SVG…
        </button>
        <button type="button" class="text-button" onClick={() => props.onExport('mermaid')}>
          Export Mermaid…
        </button>
      </div>
    </header>
  );
}

function IconButton({
  icon,
  label,
  isPressed,
  onClick,
}: {
  readonly icon: string;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} aria-pressed={isPressed} onClick={onClick}>
      <span class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}
