import type { Path } from '#base/paths.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import type { FileEdit } from '../edit.ts';

/** A variable as a configuration module is to declare it. */
export interface Setting {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'list';
  /** Of a number: it may have a fraction. */
  readonly isDecimal?: boolean;
  /** Of a number with a default: it has to be whole and above zero, and the process must not go on with another. */
  readonly isPositive?: boolean;
  /** What holds without the variable; absent where the process must not start without it, or where it may be missing. */
  readonly fallback?: string | number | boolean;
  /** True where the code says itself what happens without it. */
  readonly isOptional: boolean;
  /** What an example file shows; a placeholder by the name where it is absent. Never a secret. */
  readonly example?: string;
}

/** An entry of a configuration module: the edits that make it, and how other files use it. */
export interface ConfigurationEntry {
  /** Of the module. A module that is there already is changed, else created. */
  readonly edits: readonly FileEdit[];
  /** The module, and the name that it exports. */
  readonly from: Path;
  readonly name: string;
  readonly isDefault?: boolean;
  /** What follows that name where the value is used, such as `.STRIPE_KEY`. */
  readonly usage: string;
  /** Set where the name is not imported from the module: from a package such as `django.conf`, or '' where it is at hand, as a parameter is. */
  readonly importedFrom?: string;
  /** True where nothing insists on the variable, so that the value may be undefined. */
  readonly mayBeMissing?: boolean;
}

/** A read of the environment as a setting, and what of the text a use of the setting replaces; undefined where the conversion cannot be carried over. */
export function settingOfRead(
  read: SyntaxEnvRead,
  name: string,
): { readonly setting: Setting; readonly span: SyntaxEnvRead['span'] } | undefined {
  const { cast, defaultValue, isTested, form } = read;
  const type = cast === undefined ? 'text' : TYPES.find(([words]) => words.test(cast))?.[1];
  if (type === undefined) return undefined;
  const decimal = /float/i.test(cast ?? '') ? { isDecimal: true } : {};
  const fallback = defaultValue?.kind === 'literal' ? defaultValue.value : undefined;
  // `?? ''` keeps the compiler quiet about a secret that the program cannot do without.
  if (fallback === '' && type === 'text' && isCredential(name))
    return { setting: { name, type, isOptional: false }, span: read.outerSpan };
  // A fallback that is no value of its own stays where it is.
  if (defaultValue && (fallback === undefined || fallback === null)) {
    if (cast !== undefined) return undefined;
    return { setting: { name, type: 'text', isOptional: true }, span: read.span };
  }
  if (fallback === undefined || fallback === null) {
    if (type === 'boolean') return { setting: { name, type, fallback: false, isOptional: false }, span: read.outerSpan };
    return { setting: { name, type, isOptional: isTested && form === 'plain', ...decimal }, span: read.outerSpan };
  }
  const typed = type === 'number' ? Number(fallback) : type === 'boolean' ? /^true$/i.test(String(fallback)) : String(fallback);
  if (type === 'list' || (typeof typed === 'number' && !Number.isFinite(typed))) return undefined;
  return { setting: { name, type, fallback: typed, isOptional: false, ...decimal }, span: read.outerSpan };
}

const TYPES: readonly (readonly [RegExp, Setting['type']])[] = [
  [/^(?:Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat|\+|int|float)$/, 'number'],
  [/^(?:boolean|bool)$/, 'boolean'],
  [/^str$/, 'text'],
];

/** Tells whether a variable's name says that its value is a secret, keys of any kind among them. */
export function isCredential(name: string): boolean {
  return /(?:SECRET|PASSWORD|PASSWD|TOKEN|KEY|CREDENTIALS?)$/.test(name);
}

/** `STRIPE_KEY` → `stripeKey`. */
export function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
