import type { Call, Field } from '#facts/code-facts.ts';
import type { NeededImport } from '#snippets/needed-import.ts';

/** How a class of settings says after the type of a field that the environment has to have it. */
export interface RequiredForm {
  readonly written: string;
  readonly packages: readonly NeededImport[];
}

const BARE: RequiredForm = { written: '', packages: [] };

/**
 * For pydantic a bare field and `Field(default=...)` are the same. A type checker takes the bare one for a parameter that `Settings()` lacks, and the
 * keyword `default` for one that need not be given (`dataclass_transform`). So a class that has only fields with defaults so far stays one
 * that is made without arguments; in others the new field is like those beside it.
 * @param calls of the file
 * @param others the fields of the class, without the one that becomes required
 */
export function requiredForm(calls: readonly Call[], others: readonly Field[]): RequiredForm {
  const isBare = ({ name, type, value }: Field): boolean => {
    if (type === undefined || name === 'model_config' || name.startsWith('_')) return false;
    const call = value?.kind === 'call' ? calls[value.call] : undefined;
    return value === undefined || (call?.callee.path.at(-1) === 'Field' && call.args[0]?.kind === 'opaque');
  };
  return others.some(isBare) ? BARE : { written: ' = Field(default=...)', packages: [{ module: 'pydantic', names: ['Field'] }] };
}
