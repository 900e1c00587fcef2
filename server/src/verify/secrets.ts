/** The secret values of one run: what was generated, and what the server gave out. None of them may be shown or logged. */
export interface Secrets {
  readonly add: (...values: readonly (string | undefined)[]) => void;
  readonly all: () => readonly string[];
  /** The text with every secret blotted out. */
  readonly blot: (text: string) => string;
  /** The first secret that stands in the text; undefined when there is none. */
  readonly foundIn: (text: string) => string | undefined;
}

/** Shorter values are no secrets worth the name and would blot out half of a text. */
const shortestSecret = 8;

export function secretsOfRun(): Secrets {
  const values = new Set<string>();
  return {
    add: (...given) => {
      for (const value of given) if (value !== undefined && value.length >= shortestSecret) values.add(value);
    },
    all: () => [...values],
    blot: (text) => [...values].reduce((clean, value) => clean.replaceAll(value, '•••'), text),
    foundIn: (text) => [...values].find((value) => text.includes(value)),
  };
}
