import type { JSX } from 'preact';
import type { MapAction, MapPanelMessage } from '#map/map-messages.ts';

type State = MapPanelMessage['state'];

export interface NothingProps {
  readonly state: State;
  readonly onAct: (action: MapAction) => void;
}

/** Why there is no map, and what can be done about it, in the words of the other views. */
export function Nothing({ state, onAct }: NothingProps): JSX.Element {
  const { why, actions } = ABOUT[state];
  return (
    <main class="nothing">
      <h1>Architecture map</h1>
      <p role="status">{why}</p>
      <div class="nothing-actions">
        {actions.map((it, index) => (
          <button key={it} type="button" class={index === 0 ? 'button' : 'button secondary'} onClick={() => onAct(it)}>
            {LABELS[it]}
          </button>
        ))}
      </div>
    </main>
  );
}

const LABELS: Readonly<Record<MapAction, string>> = {
  restart: 'Restart Server',
  log: 'Show Log',
  openFolder: 'Open Folder',
  settings: 'Open Settings',
};

const EMPTY = {
  why: 'There is no code of an application in this folder, so there is no map of it. Tiebeam reads TypeScript, JavaScript, Vue, Python and Go.',
  actions: [],
} as const;

const ABOUT: Readonly<Record<State, { readonly why: string; readonly actions: readonly MapAction[] }>> = {
  reading: { why: 'The code is being read. The map appears as soon as it is known what is there.', actions: [] },
  empty: EMPTY,
  shown: EMPTY,
  failed: {
    why: 'The server of Tiebeam failed, so the map cannot be drawn. The log says why.',
    actions: ['restart', 'log'],
  },
  'no-folder': {
    why: 'The map shows the services, features and layers of a project. Open a folder first.',
    actions: ['openFolder'],
  },
  off: { why: 'Tiebeam is switched off in the settings, so nothing is read.', actions: ['settings'] },
  virtual: {
    why: 'This folder is not on a disk that Tiebeam can reach. Open a copy of it on your computer, or over a remote connection.',
    actions: ['openFolder'],
  },
};
