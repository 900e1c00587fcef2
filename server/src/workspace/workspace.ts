import type { Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { Linker } from '#link/linker.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { ClientTable } from './client-calls.ts';
import type { Contract } from './contract.ts';
import type { EnvFilesInGit } from './env-files-in-git.ts';
import type { Environment } from './environment.ts';
import type { Layering } from './layers.ts';
import type { PublishedVariables } from './published-variables.ts';
import type { Role, RoleEvidence } from './roles.ts';
import type { RouteTable } from './route-table.ts';
import type { Runtime } from './runtime.ts';
import type { Unit } from './units.ts';

/** The read model of a whole folder: what rules, checklist and map ask. Immutable; rebuilt, never patched. */
export interface Workspace {
  /** The same object for as long as nothing changes that other files can see; see `perVisibleState`. */
  readonly visibleState: object;
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly linker: Linker;
  readonly catalog: Catalog;
  readonly configuration: Configuration;
  /** Sorted by folder; every file belongs to exactly one. */
  readonly units: readonly Unit[];
  readonly unitOf: (path: Path) => Unit;
  /** Why a file is not application code; undefined where it is. */
  readonly roleOf: (path: Path) => Role | undefined;
  /** The same with what speaks for it. */
  readonly roleEvidenceOf: (path: Path) => RoleEvidence | undefined;
  /** The architectural layer with its evidence; undefined where nothing speaks for one. */
  readonly layerOf: (path: Path) => Layering | undefined;
  /** Tells whether a route names the function as its handler; `name` as in `Route.answeredBy`. */
  readonly answersRoutes: (path: Path, name: string) => boolean;
  /** Where the code of a file runs. */
  readonly runtimeOf: (path: Path) => Runtime;
  /** Imports between files of the workspace. */
  readonly edges: readonly ImportEdge[];
  /** The routes that a unit serves, composed; empty for units that serve none. */
  readonly routesOf: (unit: Unit) => RouteTable;
  /** The requests that the front-end code of a unit makes. */
  readonly clientCallsOf: (unit: Unit) => ClientTable;
  /** Which of those requests goes to which route of the workspace. */
  readonly contract: () => Contract;
  readonly environmentOf: (unit: Unit) => Environment;
  /** What the bundler's configuration of a unit publishes beyond the usual prefix. */
  readonly publishedBy: (unit: Unit) => PublishedVariables;
  /** The current text of a file, for fixes; undefined for unknown files. */
  readonly textOf: (path: Path) => string | undefined;
  /** What git says about env files; undefined where it was not asked or has nothing to say. */
  readonly envFilesInGit: EnvFilesInGit | undefined;
  /** Paths of migrations that are new here: not on the default branch yet, or uncommitted. Undefined where that is not known. */
  readonly newFiles: ReadonlySet<Path> | undefined;
}
