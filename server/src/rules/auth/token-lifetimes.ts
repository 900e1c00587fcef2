/**
 * The seconds in a length of time as code writes it: `24h`, `timedelta(days=30)`, `time.Hour * 720`, `30 * 24 * time.Hour`. 0 where none
 * is written out, also where a part of it is a name.
 */
export function secondsInText(text: string): number {
  const plain = /^(\d+)\s*([smhdw])$/.exec(text.trim());
  if (plain) return Number(plain[1]) * (LETTERS[plain[2] ?? ''] ?? 0);
  const delta = /\btimedelta\(([^()]*)\)/.exec(text)?.[1];
  if (delta !== undefined) return inTimedelta(delta);
  const product = /((?:\d+\s*\*\s*)*)time\.(Second|Minute|Hour)((?:\s*\*\s*\d+)*)/.exec(text);
  if (!product) return 0;
  const numbers = `${product[1] ?? ''} ${product[3] ?? ''}`.match(/\d+/g) ?? [];
  return numbers.reduce((all, it) => all * Number(it), LETTERS[(product[2] ?? '').charAt(0).toLowerCase()] ?? 0);
}

/** 2592000 → `30 days`, 5400 → `90 minutes`. */
export function inWordsForPeople(seconds: number): string {
  const [size, name] = UNITS.find(([it]) => seconds >= 2 * it && seconds % it === 0) ?? [1, 'second'];
  return `${Math.round(seconds / size)} ${name}s`;
}

const LETTERS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

function inTimedelta(text: string): number {
  let seconds = 0;
  for (const part of text.split(',')) {
    const [, unit = '', numbers = ''] = /^\s*(\w+)\s*=\s*([\d\s*]+)$/.exec(part) ?? [];
    const size = LETTERS[unit.charAt(0)];
    if (size === undefined || !/^(?:seconds|minutes|hours|days|weeks)$/.test(unit)) return 0;
    seconds += (numbers.match(/\d+/g) ?? []).reduce((all, it) => all * Number(it), size);
  }
  return seconds;
}
