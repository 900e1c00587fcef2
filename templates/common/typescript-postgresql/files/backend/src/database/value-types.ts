import { type CustomTypesConfig, types } from 'pg';

const { builtins } = types;

/**
 * How values come out of PostgreSQL: as the API speaks them, so that rows need no conversion. Decimals and dates come as text, which keeps
 * them exact; whole numbers were checked to be safe when they came in.
 */
const readers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, (text) => types.getTypeParser(builtins.TIMESTAMPTZ)(text).toISOString()],
]);

export const valueTypes: CustomTypesConfig = {
  getTypeParser: (type: number, format) => readers.get(type) ?? types.getTypeParser(type, format),
};
