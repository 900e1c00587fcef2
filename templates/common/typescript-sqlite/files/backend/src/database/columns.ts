// How values are kept in SQLite, which knows neither booleans nor exact decimals.

/** Decimals are kept as whole hundredths, so that sums and comparisons are exact. */
export const decimalColumn = {
  toColumn: (value: string): number => Math.round(Number(value) * 100),
  fromColumn: (hundredths: number): string => (hundredths / 100).toFixed(2),
};

/** Converts what is there and keeps what is not. */
export function orNull<From, To>(value: From | null | undefined, convert: (value: From) => To): To | null {
  return value === null || value === undefined ? null : convert(value);
}

export const booleanColumn = {
  toColumn: (value: boolean): number => (value ? 1 : 0),
  fromColumn: (value: number): boolean => value === 1,
};
