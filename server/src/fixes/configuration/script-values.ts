import { layOut, quoted, type TextStyle } from '../text-style.ts';
import type { Setting } from './setting.ts';

/** How a schema of zod declares the setting. */
export function zodType({ type, fallback, isOptional, isPositive }: Setting, style: TextStyle): string {
  const end = isOptional ? '.optional()' : fallback === undefined ? '' : `.default(${literal(fallback, style)})`;
  switch (type) {
    case 'number':
      return `z.coerce.number()${isPositive ? '.int().positive()' : ''}${end}`;
    case 'boolean':
      return layOut(`z.enum(['true', 'false']).default('${fallback === true}').transform((it) => it === 'true')`, style);
    case 'list':
    case 'text':
      return end === '' ? 'z.string().min(1)' : `z.string()${end}`;
  }
}

/** How a module reads the setting that has no schema. */
export function readOf(
  { name, type, fallback, isOptional }: Setting,
  style: TextStyle,
  helper: string | undefined,
  sign = '??',
): string {
  const read = `process.env.${name}`;
  if (type === 'boolean')
    return fallback === true ? `${read} !== ${quoted('false', style)}` : `${read} === ${quoted('true', style)}`;
  if (fallback !== undefined)
    return type === 'number' ? `Number(${read} ${sign} ${fallback})` : `${read} ${sign} ${literal(fallback, style)}`;
  const value = isOptional || helper === undefined ? read : `${helper}(${quoted(name, style)})`;
  return type === 'number' ? `Number(${value})` : value;
}

/** Tells whether a value that is there already is a number, by how it is written; of another kind nothing is asked. */
export function isOfType({ type }: Setting, written: string): boolean {
  return type !== 'number' || /number|parseInt|\bint\b|\bnum\b|positive|^\s*\+/i.test(written);
}

/** As the module writes its own defaults. */
export function fallbackSign(text: string): '??' | '||' {
  return text.includes('||') && !text.includes('??') ? '||' : '??';
}

/** A default as the file writes it. */
export function literal(value: string | number | boolean, style: TextStyle): string {
  return typeof value === 'string' ? quoted(value, style) : String(value);
}
