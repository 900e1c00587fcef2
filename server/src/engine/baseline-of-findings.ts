import type { Path } from '#base/paths.ts';
import { type BaselineEntries, type BaselineItem, baselineFingerprint, entriesOf } from './baseline.ts';
import type { FindingIndex, Identified } from './finding-index.ts';

type TextOf = (path: Path) => string | undefined;

/** All findings of a check as a baseline counts them, shown or held back; those of one file where it is named. */
export function entriesOfFindings(index: FindingIndex, textOf: TextOf, only?: Path): BaselineEntries {
  const lists =
    only === undefined
      ? [...index.identified.values(), ...index.held.values()]
      : [index.identified.get(only) ?? [], index.held.get(only) ?? []];
  // A dimmed finding is both.
  const once = new Map(lists.flat().map((it) => [`${it.finding.path} ${it.finding.fingerprint}`, it]));
  return entriesOf([...once.values()].flatMap((it) => itemOf(it, textOf) ?? []));
}

/** One shown finding as a baseline counts it; undefined where it is not there. */
export function entryOfFinding(
  index: FindingIndex,
  textOf: TextOf,
  path: Path,
  fingerprint: string,
): BaselineEntries | undefined {
  const found = index.identified.get(path)?.find((it) => it.finding.fingerprint === fingerprint);
  const item = found && itemOf(found, textOf);
  return item && entriesOf([item]);
}

function itemOf({ detected, finding }: Identified, textOf: TextOf): BaselineItem | undefined {
  const text = textOf(finding.path);
  if (text === undefined) return undefined;
  return { rule: finding.rule, path: finding.path, fingerprint: baselineFingerprint(finding, detected.detection, text) };
}
