import picomatch from 'picomatch/posix.js';

/** Lists of globs come from configurations and options, which are asked again for each file. */
const made = new WeakMap<readonly string[], (path: string) => boolean>();

/**
 * Makes a test for workspace paths from globs (`**`, `*`, `?`, `{a,b}`, `!not`). Dotfiles match. A later `!glob` takes
 * back what an earlier glob matched. An empty list matches nothing. A list
 * that is given again has the test that it had, so it must not be changed.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const known = made.get(globs);
  if (known) return known;
  const steps = globs.map((glob) => {
    const isNegated = glob.startsWith('!');
    return { isNegated, matches: picomatch(isNegated ? glob.slice(1) : glob, { dot: true }) };
  });
  const matches = (path: string): boolean =>
    steps.reduce((matched, step) => (step.matches(path) ? !step.isNegated : matched), false);
  made.set(globs, matches);
  return matches;
}
