import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { ConceptBase } from './base.ts';

/** A piece of an address, as far as the file that holds it says. */
export type AddressPart =
  | { readonly kind: 'text'; readonly text: string }
  /** A parameter of a function around it, or a member of one. */
  | ({ readonly kind: 'parameter' } & ParameterPlace)
  /** A name of the module, an import or a field: other files may say what it is. */
  | { readonly kind: 'name'; readonly path: readonly string[]; readonly scope: ScopeId }
  /** What a function makes of addresses: `apiUrl('/orders')`. */
  | {
      readonly kind: 'made';
      readonly callee: readonly string[];
      readonly call: CallId;
      readonly arguments: readonly Address[];
    }
  /** Anything else, with the name at its head where it has one. */
  | { readonly kind: 'unknown'; readonly name?: string };

/** An address in pieces, in order. */
export type Address = readonly AddressPart[];

export interface ParameterPlace {
  /** The function that takes it. */
  readonly scope: ScopeId;
  readonly index: number;
  /** The member that is read of it: `url` in `({ url }) => …`; absent for the parameter itself. */
  readonly member?: string;
  readonly name: string;
}

/** A call with something that may be the address of a server: a request of a known client, or a call of the project's own code. */
export interface AddressUse extends ConceptBase {
  readonly kind: 'address-use';
  /** The names that are called. */
  readonly callee: readonly string[];
  /** What is known of a request that is made right here; absent for calls of the project's own code. */
  readonly request?: {
    readonly method?: string;
    /** What the options put before the address. */
    readonly base?: Address;
    readonly isStream: boolean;
  };
  readonly addresses: readonly AddressPlace[];
  /** The method that the arguments name. */
  readonly method?: string;
  /** True where an argument is an object with an address and a method, or the called name is a method. */
  readonly namesMethod: boolean;
}

/** Where an address stands in a call: argument 0 is `0`, the key `url` of it `0.url`. Alternatives share a place. */
export interface AddressPlace {
  readonly place: string;
  readonly address: Address;
}

/** A function that gives an address. */
export interface AddressMaker extends ConceptBase {
  readonly kind: 'address-maker';
  readonly name: string;
  readonly address: Address;
}

/** What goes before all addresses of a client: `axios.defaults.baseURL = …`. */
export interface AddressBase extends ConceptBase {
  readonly kind: 'address-base';
  /** The client. */
  readonly target: readonly string[];
  readonly address: Address;
}
