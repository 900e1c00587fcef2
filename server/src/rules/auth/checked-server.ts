import type { Path } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { FixObstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServerPiece } from './server-piece.ts';
import type { CookieForm } from './session-cookie-module.ts';

/** A server whose checks are to take the token of a browser out of its cookie. */
export interface CheckedServer {
  readonly workspace: Workspace;
  readonly unit: Unit;
  /** Its code, without tests and scripts. */
  readonly files: readonly LiftedCode[];
  readonly form: CookieForm;
  /** The module that keeps the cookie, which is not there yet. */
  readonly module: Path;
}

/** Tells a library where else to look for the token. Empty where the server does not check by it; an obstacle where it is set up in a form that is not known. */
export type LibraryCheck = (server: CheckedServer) => readonly ServerPiece[] | FixObstacle;

export const CHECK_NOTE = worded`Take the token out of the cookie too`;
