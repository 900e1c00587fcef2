import type { Path } from '#base/paths.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import type { LiftedCode, LiftedFile } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { Linker } from '#link/linker.ts';
import type { ResolvedAddress } from './resolve-address.ts';
import type { Role } from './roles.ts';
import type { Runtime } from './runtime.ts';
import type { Unit } from './units.ts';

/** What client calls are collected from. */
export interface ClientInput {
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly linker: Linker;
  readonly configuration: Configuration;
  readonly roleOf: (path: Path) => Role | undefined;
  readonly runtimeOf: (path: Path) => Runtime;
  readonly unitOf: (path: Path) => Unit;
}

/** A request that is made at one place, with its address still in pieces. */
export interface Request {
  readonly file: LiftedCode;
  readonly concept: number;
  readonly use: AddressUse;
  readonly address: ResolvedAddress;
  readonly method: string | undefined;
  readonly client: string;
  readonly before: ResolvedAddress | undefined;
}
