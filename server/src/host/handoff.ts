import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import { failure, type Result, success } from '#base/result.ts';
import { progressOf } from '#checklist/progress.ts';
import { columnsByTable } from '#checklist/schema/tables.ts';
import { evidenceSpan } from '#engine/checklist-places.ts';
import type { Project } from '#engine/project.ts';
import { checklistOf } from '#engine/read-checklist.ts';
import { withSections } from '#handoff/hand-written.ts';
import { type ChecklistSummary, type Handoff, readHandoff, type Verification } from '#handoff/handoff.ts';
import { handoffSections } from '#handoff/handoff-text.ts';
import { placeOf } from '#handoff/place.ts';
import type { Finding } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { readSurroundings } from './surroundings.ts';

/** The file that a hand-off is kept in, below the folder that it is about. */
export const HANDOFF_FILE = 'HANDOFF.md';

const VerifyReport = z.object({
  probes: z.array(z.object({ id: z.string(), outcome: z.string() })),
});

/** Reads a report of `tiebeam verify --format json` that was written at `at` (ISO 8601); a problem where it is none. */
export function readVerification(text: string, at: string): Result<Verification, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return failure(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { data } = VerifyReport.safeParse(json);
  if (!data) return failure('it is no report of tiebeam verify --format json');
  const failed = data.probes.filter((it) => it.outcome === 'failed').map((it) => it.id);
  const notRun = data.probes.filter((it) => it.outcome === 'blocked' || it.outcome === 'cancelled').length;
  return success({ at, passed: data.probes.filter((it) => it.outcome === 'passed').length, failed, notRun });
}

/** The hand-off of a folder that was checked, with the findings of that check. */
export function handoffOf(
  root: string,
  project: Project,
  findings: ReadonlyMap<Path, readonly Finding[]>,
  verification: Verification | undefined,
): Handoff {
  const { workspace } = project;
  if (!workspace) throw new Error('a hand-off needs a check first');
  return readHandoff({
    workspace,
    name: project.configuration.name ?? basename(root),
    findings,
    checklist: checklistSummaries(root, workspace),
    columns: columnsByTable(workspace),
    records: decisionRecords(root),
    verification,
  });
}

/** The text for `HANDOFF.md`, with what people wrote into the one that is there. Throws where that cannot be read for another reason than not being there. */
export function handoffText(root: string, handoff: Handoff): Result<string, string> {
  const written = withSections(readExisting(join(root, HANDOFF_FILE)), handoffSections(handoff));
  if (written.kind === 'text') return success(written.text);
  return failure(`${HANDOFF_FILE}:${written.line}: ${written.reason}; mend the marks or move the file away`);
}

function readExisting(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Places that are named for an item; the checklist has them all. */
const MOST_PLACES = 2;

function checklistSummaries(root: string, workspace: Workspace): readonly ChecklistSummary[] {
  const lists = checklistOf(workspace, RULES, readSurroundings(root, workspace), () => undefined);
  return lists.map(({ list, name, items }) => {
    const { done, applicable } = progressOf(items);
    return {
      title: name === '' ? list.title : `${list.title} (${name})`,
      done,
      total: applicable,
      open: items
        .filter(({ verdict }) => verdict.state !== 'done' && verdict.state !== 'not-applicable')
        .map(({ item, verdict }) => ({
          title: item.title,
          state: verdict.state,
          summary: verdict.summary,
          places: verdict.evidence
            .slice(0, MOST_PLACES)
            .map((it) =>
              it.at.kind === 'file' ? { path: it.path } : placeOf(workspace, it.path, evidenceSpan(workspace, it).start),
            ),
        })),
    };
  });
}

/** Folders where decision records usually stand (adr.github.io and its tools). */
const RECORD_FOLDERS = ['docs/adr', 'docs/adrs', 'docs/decisions', 'doc/adr', 'adr'];

function decisionRecords(root: string): readonly Path[] {
  return RECORD_FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder))
        .filter((it) => /^\d.*\.md$/.test(it))
        .sort()
        .map((it) => `${folder}/${it}`);
    } catch {
      // A folder that is not there holds nothing.
      return [];
    }
  });
}
