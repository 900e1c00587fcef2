import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Codicon } from './icons.tsx';
import { type Fate, folderPaths, type TreeFile, type TreeRow, treeRows } from './tree.ts';
import { formatBytes, plural } from './wording.ts';

export interface FileTreeProps {
  readonly label: string;
  readonly files: readonly TreeFile[];
  readonly openFile: (path: string) => void;
}

/** The files of the preview as a tree with the keys of a tree view (WAI-ARIA Authoring Practices, Tree View). */
export function FileTree({ label, files, openFile }: FileTreeProps): JSX.Element {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const rows = treeRows(files, closed);
  const active = rows.some((it) => it.path === current) ? current : rows[0]?.path;

  const fold = (path: string, close: boolean): void => {
    const next = new Set(closed);
    if (close) next.add(path);
    else next.delete(path);
    setClosed(next);
  };
  const moveTo = (row: TreeRow | undefined): void => {
    if (row === undefined) return;
    setCurrent(row.path);
    const item = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])][rows.indexOf(row)];
    item?.focus();
  };
  const activate = (row: TreeRow): void => {
    setCurrent(row.path);
    if (row.kind === 'folder') fold(row.path, row.isOpen);
    else openFile(row.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex((it) => it.path === active);
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = keySteps(rows, at, event.key);
    if (step !== undefined) moveTo(step);
    else if (event.key === 'ArrowRight' && row.kind === 'folder' && !row.isOpen) fold(row.path, false);
    else if (event.key === 'ArrowLeft' && row.kind === 'folder' && row.isOpen) fold(row.path, true);
    else if (event.key === 'Enter' || event.key === ' ') activate(row);
    else return;
    event.preventDefault();
  };

  return (
    <div class="tree-box">
      <div class="tree-bar">
        <Legend files={files} />
        <span class="tree-actions">
          <button
            type="button"
            class="icon-button"
            aria-label="Open all folders"
            title="Open all folders"
            onClick={() => setClosed(new Set())}
          >
            <Codicon name="expand-all" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label="Close all folders"
            title="Close all folders"
            onClick={() => setClosed(folderPaths(files))}
          >
            <Codicon name="collapse-all" />
          </button>
        </span>
      </div>
      <div class="tree" role="tree" aria-label={label} ref={tree}>
        {rows.map((row) => (
          <div
            key={row.path}
            class="tree-row"
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.place}
            aria-setsize={row.siblings}
            aria-expanded={row.kind === 'folder' ? row.isOpen : undefined}
            aria-label={spokenRow(row)}
            tabIndex={row.path === active ? 0 : -1}
            data-fate={row.fate}
            data-kind={row.kind}
            style={{ '--level': String(row.level - 1) }}
            onClick={() => activate(row)}
            onKeyDown={onKeyDown}
            onFocus={() => setCurrent(row.path)}
          >
            <Codicon
              name={row.kind === 'file' ? 'blank' : row.isOpen ? 'chevron-down' : 'chevron-right'}
              className="tree-twist"
            />
            <Codicon name={row.kind === 'file' ? 'file' : row.isOpen ? 'folder-opened' : 'folder'} className="tree-icon" />
            <span class="tree-name">{row.name}</span>
            <span class="tree-size">{row.kind === 'file' ? formatBytes(row.bytes) : plural(row.files, 'file')}</span>
            <span class="tree-mark">{row.kind === 'file' || row.fate === 'conflict' ? fateMarks[row.fate].mark : ''}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Legend({ files }: { readonly files: readonly TreeFile[] }): JSX.Element {
  const counts = (['new', 'changed', 'conflict', 'same'] as const)
    .map((fate) => ({ fate, count: files.filter((it) => it.fate === fate).length }))
    .filter((it) => it.count > 0);
  return (
    <ul class="legend">
      {counts.map(({ fate, count }) => (
        <li key={fate} data-fate={fate}>
          <span class="tree-mark" aria-hidden="true">
            {fateMarks[fate].mark}
          </span>{' '}
          {`${count} ${fateMarks[fate].spoken}`}
        </li>
      ))}
    </ul>
  );
}

/** The row that a key moves to; undefined when the key does not move. */
function keySteps(rows: readonly TreeRow[], at: number, key: string): TreeRow | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1] ?? row;
    case 'ArrowUp':
      return rows[at - 1] ?? row;
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    case 'ArrowRight':
      return row.isOpen ? rows[at + 1] : undefined;
    case 'ArrowLeft':
      return row.isOpen ? undefined : rows.slice(0, at).findLast((it) => it.level < row.level);
    default:
      return /^\S$/u.test(key) ? nextStartingWith(rows, at, key.toLowerCase()) : undefined;
  }
}

function nextStartingWith(rows: readonly TreeRow[], at: number, letter: string): TreeRow | undefined {
  return [...rows.slice(at + 1), ...rows.slice(0, at)].find((it) => it.name.toLowerCase().startsWith(letter));
}

function spokenRow(row: TreeRow): string {
  const size = row.kind === 'file' ? formatBytes(row.bytes) : plural(row.files, 'file');
  return `${row.name}, ${fateMarks[row.fate].spoken}, ${size}`;
}

const fateMarks: { readonly [Name in Fate]: { readonly mark: string; readonly spoken: string } } = {
  new: { mark: '+', spoken: 'new' },
  changed: { mark: '~', spoken: 'changed' },
  conflict: { mark: '!', spoken: 'in conflict' },
  same: { mark: '=', spoken: 'as it is' },
};
