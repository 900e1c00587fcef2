import picomatch from 'picomatch/posix.js';

/**
 * Makes a test for workspace paths from globs (`**`, `*`, `?`, `{a,b}`, `!not`). Dotfiles match. A later `!glob` takes
 * back what an earlier glob matched. An empty list matches nothing.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const steps = globs.map((glob) => {
    const isNegated = glob.startsWith('!');
    return { isNegated, matches: picomatch(isNegated ? glob.slice(1) : glob, { dot: true }) };
  });
  return (path) => steps.reduce((matched, step) => (step.matches(path) ? !step.isNegated : matched), false);
}
