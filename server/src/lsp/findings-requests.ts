import type { Connection } from 'vscode-languageserver/node';
import { z } from 'zod';
import { digest } from '#base/digest.ts';
import { itemsOf } from '#engine/baseline.ts';
import { FINDINGS, type FindingsResult, type FindingView, type FolderFindings } from '#protocol/findings.ts';
import type { Finding } from '#rules/finding.ts';
import { RULES } from '#rules/rules.generated.ts';
import { snippetLibrary } from './completion.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Guard } from './guard.ts';
import { Locations } from './place-links.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

const Params = z.object({ known: z.string().optional() }).nullish();

/** More rows than this nobody reads; the rest of a folder is counted. */
const MAX_FINDINGS = 2_000;

/** Registers the findings of all folders as a view shows them; they only read. */
export function registerFindingsRequests(connection: Connection, session: Session, guarded: Guard): void {
  const read = findingsReader();
  connection.onRequest(
    FINDINGS,
    guarded<unknown, FindingsResult>(FINDINGS, { isReady: false, version: '' }, (params) => {
      const known = Params.parse(params)?.known;
      const folders = session.folders.filter((it) => it.state === 'ready');
      const isReady = folders.length === session.folders.length && session.folders.length > 0;
      const answers = folders.map(read);
      const version = answers.map((it) => it.version).join(' ');
      return { isReady, version, ...(known !== version && { folders: answers.map((it) => it.view) }) };
    }),
  );
}

interface Answer {
  readonly findings: FolderSession['findings'];
  readonly settings: Settings;
  readonly view: FolderFindings;
  readonly version: string;
}

/** Keeps an answer for as long as the folder's findings and settings are the same. */
function findingsReader(): (folder: FolderSession) => Answer {
  const answers = new WeakMap<FolderSession, Answer>();
  return (folder) => {
    const { findings, settings } = folder;
    const known = answers.get(folder);
    if (known?.findings === findings && known.settings === settings) return known;
    const view = viewOf(folder);
    const answer = { findings, settings, view, version: digest(JSON.stringify(view)) };
    answers.set(folder, answer);
    return answer;
  };
}

/** What is shown dimmed counts as old; what this person has switched off for the editor is not there. */
function viewOf(folder: FolderSession): FolderFindings {
  const { project } = folder.analysis;
  const held = project.heldFindings();
  const all = [...new Set([...folder.findings.keys(), ...held.keys()])].sort().flatMap((path) => {
    const old = new Set(held.get(path)?.map((it) => it.fingerprint));
    const shown = (folder.findings.get(path) ?? []).map((finding) => ({ finding, isOld: old.has(finding.fingerprint) }));
    const there = new Set(shown.map((it) => it.finding.fingerprint));
    const hidden = (held.get(path) ?? []).filter((it) => !there.has(it.fingerprint)).map((finding) => ({ finding, isOld: true }));
    return [...shown, ...hidden]
      .sort((a, b) => a.finding.span.start - b.finding.span.start)
      .flatMap(({ finding, isOld }) => {
        const adjusted = folder.settings.adjust(finding);
        return adjusted ? [{ finding: adjusted, isOld }] : [];
      });
  });
  const locations = new Locations(folder);
  return {
    folder: folder.uri,
    baseline: { mode: project.baseline.mode, entries: itemsOf(project.baseline.entries).length },
    findings: all.slice(0, MAX_FINDINGS).map((it) => rowOf(folder, it.finding, it.isOld, locations)),
    more: Math.max(0, all.length - MAX_FINDINGS),
  };
}

function rowOf(folder: FolderSession, finding: Finding, isOld: boolean, locations: Locations): FindingView {
  const { path, rule, severity, message } = finding;
  const layer = folder.analysis.project.workspace?.layerOf(path)?.layer;
  return {
    uri: uriOf(folder, path),
    path,
    range: locations.range(finding),
    rule,
    section: sectionOf(rule),
    ...(layer !== undefined && { layer }),
    severity,
    message: message.replaceAll('`', "'"),
    isOld,
  };
}

const numbers = new Map(RULES.map((it) => [it.id, it.section]));

function sectionOf(rule: string): FindingView['section'] {
  const number = numbers.get(rule) ?? 0;
  const title = snippetLibrary().sections.find((it) => it.number === number)?.title ?? rule.split('/')[0] ?? rule;
  return { number, title };
}
