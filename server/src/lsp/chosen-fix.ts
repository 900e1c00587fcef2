import type { Path } from '#base/paths.ts';
import type { Fix } from '#fixes/edit.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import { isReadOnly } from '#host/write-fixed.ts';
import type { FolderSession } from './folder-session.ts';
import type { Session } from './session.ts';

/** A fix that holds as everything is now, or the sentence why it cannot be applied. */
export type ChosenFix = { readonly kind: 'fix'; readonly fix: Fix } | { readonly kind: 'refused'; readonly message: Wording };

/**
 * The fix that was chosen, computed and tried with the current texts: files that it touches are read again first, because a change on disk may
 * not have been told yet.
 */
export function chosenFix(session: Session, folder: FolderSession, path: Path, fingerprint: string, id: string): ChosenFix {
  const { analysis } = folder;
  session.checkNow();
  const listed = analysis.project.fixes(path, fingerprint).find((it) => it.id === id);
  const isStale = [path, ...(listed?.edits ?? []).map((it) => it.path)].map((it) => session.refresh(folder, it));
  if (isStale.includes(true)) session.checkNow();
  const outcome = analysis.project.resolveFix(path, fingerprint, id);
  if (outcome.kind === 'refused') return outcome;
  const locked = outcome.fix.edits.find((it) => isReadOnly(analysis.root, it.path));
  return locked
    ? { kind: 'refused', message: worded`${locked.path} is read-only, so the fix was not applied` }
    : { kind: 'fix', fix: outcome.fix };
}
