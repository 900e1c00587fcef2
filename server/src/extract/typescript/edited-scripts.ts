import { ts } from 'ts-morph';
import type { Path } from '#base/paths.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { extractTypeScript, factsOf, isReadable, parse } from './extract-typescript.ts';

/**
 * Scripts that somebody is typing in. The tree of the last state is kept, so that the next one is parsed from what did not change: about
 * half the time of a fresh parse, with the same facts.
 */
export class EditedScripts {
  readonly #trees = new Map<Path, ts.SourceFile>();

  /** The facts of `extractTypeScript` for this state of the file. */
  facts(path: Path, text: string): CodeFacts {
    if (!isReadable(text)) {
      this.#trees.delete(path);
      return extractTypeScript(path, text);
    }
    try {
      const before = this.#trees.get(path);
      // The old tree is used up by the update, even where that fails.
      this.#trees.delete(path);
      const tree = before ? ts.updateSourceFile(before, text, changeBetween(before.text, text)) : parse(path, text);
      const facts = factsOf(tree, path);
      this.#trees.set(path, tree);
      return facts;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return extractTypeScript(path, text);
    }
  }

  /** Lets a tree go whose file is not edited any more. */
  forget(path: Path): void {
    this.#trees.delete(path);
  }
}

/** What lies between the common beginning and the common end. */
function changeBetween(before: string, after: string): ts.TextChangeRange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  return { span: { start, length: before.length - end - start }, newLength: after.length - end - start };
}
