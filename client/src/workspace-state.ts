import type { StatusParams } from '#protocol/server.ts';

/** Where the server stands, whether it runs or not. */
export type ServerStatus = StatusParams | { readonly state: 'stopped' };

/**
 * What an empty view tells of the window; the value of the context key `tiebeam.state`.
 * `no-folder`: nothing is open · `virtual`: what is open is not on a disk · `off`: by the setting · `scanning`: the code is being read, or
 * nobody has asked for it yet · `failed`: the server · `unsupported`: no file that Tiebeam reads · `green`: read, and nothing found ·
 * `findings`: read, and something found.
 */
export type WorkspaceState = 'no-folder' | 'virtual' | 'off' | 'scanning' | 'failed' | 'unsupported' | 'green' | 'findings';

export interface WindowFacts {
  readonly isEnabled: boolean;
  /** The schemes of the folders that are open. */
  readonly schemes: readonly string[];
  readonly status: ServerStatus;
}

export function workspaceState({ isEnabled, schemes, status }: WindowFacts): WorkspaceState {
  if (schemes.length === 0) return 'no-folder';
  if (!schemes.includes('file')) return 'virtual';
  if (!isEnabled) return 'off';
  switch (status.state) {
    case 'stopped':
    case 'starting':
    case 'scanning':
      return 'scanning';
    case 'failed':
      return 'failed';
    case 'ready': {
      const { error, warning, info } = status.findings;
      if (error + warning + info > 0) return 'findings';
      return status.files === 0 ? 'unsupported' : 'green';
    }
  }
}

/** Tells whether there is anything to ask the server for. */
export function isReadable(state: WorkspaceState): boolean {
  return state !== 'no-folder' && state !== 'virtual' && state !== 'off';
}
