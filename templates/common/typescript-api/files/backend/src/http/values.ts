import { z } from 'zod';

// The kinds of values that requests carry. Each brings what it accepts into one written form.

/** One line of text. */
export const line = z.string().trim().min(1).max(200).refine(isStorable, 'must not hold the character NUL');

/** Text of several lines. */
export const text = z.string().trim().min(1).max(10_000).refine(isStorable, 'must not hold the character NUL');

export const integer = z.int();

/** Two digits after the point, as a string: JSON numbers cannot hold every decimal. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,10}(\.\d{1,2})?$/, 'must be a decimal with at most two digits after the point, such as "12.50"')
  .overwrite(withTwoDigits);

export const boolean = z.boolean();

/** `YYYY-MM-DD`. */
export const date = z.iso.date().refine(hasYear, 'must be a date from the year 1 on');

/** ISO 8601 with an offset, kept in UTC with milliseconds. */
export const datetime = z.iso
  .datetime({ offset: true })
  .overwrite(inUtc)
  .refine(hasYear, 'must be a date and time in UTC from the year 1 to the year 9999');

export const uuid = z.uuid().overwrite((value) => value.toLowerCase());

/** Databases cannot keep NUL in a text, or end the text there. */
function isStorable(value: string): boolean {
  return !value.includes('\0');
}

/** What JavaScript writes as the year 0 or with more than four digits, databases do not know. Refused values pass here too. */
function hasYear(value: string): boolean {
  return !/^(0000-|[+-])/.test(value);
}

/** Refused values pass here too and stay as they are. */
function inUtc(value: string): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

function withTwoDigits(value: string): string {
  const [whole = '0', fraction = ''] = value.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace('-', '').replace(/^0+(?=\d)/, '');
  const written = `${digits}.${fraction.padEnd(2, '0')}`;
  return written === '0.00' ? written : sign + written;
}
