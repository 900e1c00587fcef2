import pico from 'picocolors';
import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { ItemReport, ListReport } from '#checklist/checklist.ts';
import { progressOf, progressText, releaseScore } from '#checklist/progress.ts';
import { pinKey } from '#checklist/said.ts';
import { type Evidence, type ItemState, summaryOfListed } from '#checklist/verdict.ts';
import { RELEASE_GATES } from '#decisions/checklist-items.ts';
import { evidenceSpan } from '#engine/checklist-places.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What is printed, and what says where evidence stands. */
export interface Shown {
  readonly workspace: Workspace;
  readonly lists: readonly ListReport[];
  readonly textOf: (path: Path) => string | undefined;
}

const WORDS: Readonly<Record<ItemState, string>> = {
  done: 'done',
  partly: 'partly',
  missing: 'missing',
  'not-applicable': 'n/a',
  unknown: 'unknown',
};

/** In text at most so many places are listed for an item; the other formats have all of them. */
const MOST_PLACES = 3;

/** Lists for a terminal; evidence only where something is to be done. */
export function checklistText(shown: Shown, hasColour: boolean): string {
  const colours = pico.createColors(hasColour);
  const paint: Record<ItemState, (text: string) => string> = {
    done: colours.green,
    partly: colours.yellow,
    missing: colours.red,
    'not-applicable': colours.dim,
    unknown: colours.blue,
  };
  const lines: string[] = [];
  for (const list of shown.lists) {
    lines.push('', `${colours.bold(titleOf(list))}  ${colours.dim(progressText(progressOf(list.items)))}`);
    for (const { item, verdict, said } of list.items) {
      const pin = said === undefined || item.isQuestion === true ? '' : colours.dim(' (decided in tiebeam.json)');
      lines.push(
        `  ${paint[verdict.state](WORDS[verdict.state].padEnd(7))}  ${item.title}${pin}`,
        `           ${colours.dim(plain(summaryOfListed(verdict)))}`,
      );
      if (verdict.state === 'missing' || verdict.state === 'partly' || verdict.state === 'unknown')
        for (const it of verdict.evidence.slice(0, MOST_PLACES))
          lines.push(`           ${placeText(shown, it)}  ${colours.dim(plain(it.sentence))}`);
      if (verdict.state === 'unknown')
        lines.push(`           ${colours.dim(howToMark(list, item.id, item.isQuestion === true))}`);
    }
    const score = releaseScore(list);
    if (score) lines.push(`  ${score.sentence}`);
  }
  if (shown.lists.length === 0) lines.push('', 'Neither a server nor a front end was found here.');
  return `${lines.join('\n').replace(/^\n/, '')}\n`;
}

/** How a person says what the code does not. */
export function howToMark({ unit }: ListReport, id: string, isQuestion: boolean): string {
  return isQuestion
    ? `Answer it in tiebeam.json: "answers": { "${id}": { "answer": "yes", "date": "…", "by": "…" } }`
    : `Decide it in tiebeam.json: "checklist": { "${pinKey(id, unit?.folder ?? '')}": { "state": "done", "reason": "…" } }`;
}

/** Lists as Markdown, with check boxes. */
export function checklistMarkdown(shown: Shown): string {
  const lines: string[] = ['# Checklist'];
  for (const list of shown.lists) {
    lines.push('', `## ${titleOf(list)} (${progressText(progressOf(list.items))})`);
    let gate: number | undefined;
    for (const { item, verdict } of list.items) {
      if (item.gate !== undefined && item.gate !== gate) {
        gate = item.gate;
        lines.push('', `### ${gate}. ${RELEASE_GATES[gate - 1] ?? ''}`);
      }
      if (lines.at(-1)?.startsWith('#')) lines.push('');
      const mark = verdict.state === 'done' ? 'x' : ' ';
      lines.push(`- [${mark}] **${item.title}** (${WORDS[verdict.state]}): ${summaryOfListed(verdict)}`);
      for (const it of verdict.evidence) lines.push(`  - \`${placeText(shown, it)}\`: ${it.sentence}`);
    }
    const score = releaseScore(list);
    if (score) lines.push('', score.sentence);
  }
  return `${lines.join('\n')}\n`;
}

/** Everything that is known, for programs. */
export function checklistJson(shown: Shown): string {
  const lists = shown.lists.map((list) => ({
    list: list.list.id,
    title: list.list.title,
    ...(list.unit && { unit: list.unit.folder === '' ? '.' : list.unit.folder, name: list.name, kind: list.unit.kind }),
    progress: progressOf(list.items),
    ...(releaseScore(list) && { score: releaseScore(list) }),
    items: list.items.map((it) => itemJson(shown, it)),
  }));
  return `${JSON.stringify({ version: 1, lists }, undefined, 2)}\n`;
}

function itemJson(shown: Shown, { item, verdict, said }: ItemReport): object {
  return {
    id: item.id,
    title: item.title,
    why: item.why,
    detection: item.detection,
    ...(item.gate !== undefined && { gate: item.gate }),
    state: verdict.state,
    summary: verdict.summary,
    places: verdict.places,
    ...(said && { said }),
    evidence: verdict.evidence.map((it) => ({ path: it.path, ...positionOf(shown, it), sentence: it.sentence })),
  };
}

function titleOf({ list, name }: ListReport): string {
  return name === '' ? list.title : `${list.title}: ${name}`;
}

function placeText(shown: Shown, it: Evidence): string {
  return `${it.path}:${positionOf(shown, it).line}`;
}

/** 1-based, as editors and terminals count. */
function positionOf({ workspace, textOf }: Shown, it: Evidence): { readonly line: number; readonly column: number } {
  const span = evidenceSpan(workspace, it);
  if (span.start === 0) return { line: 1, column: 1 };
  const { line, character } = new LineIndex(textOf(it.path) ?? '').positionAt(span.start);
  return { line: line + 1, column: character + 1 };
}

/** Terminals show no Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', "'");
}
