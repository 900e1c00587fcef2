// The servers of Tiebeam that a window has started, as the machine sees them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Session } from './session.ts';

/** The servers that run out of the extension folder of this session. */
export function serverProcesses({ folder }: Session): number[] {
  const extensions = path.join(path.dirname(folder), 'server/extensions');
  return readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it))
    .filter((it) => {
      const line = commandLine(it);
      return line.includes(extensions) && line.includes('dist/server.js');
    })
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
