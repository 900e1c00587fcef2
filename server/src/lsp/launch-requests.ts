import path from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import { withJsonValue } from '#base/json-text.ts';
import type { Configuration } from '#decisions/configuration.ts';
import { answerValue } from '#host/launch/answer.ts';
import { findLaunch, findServer } from '#host/launch/find-launch.ts';
import { type Detection, detectLaunch, hasServer } from '#host/launch/launch.ts';
import { CONFIGURATION_FILE, loadConfiguration } from '#host/load-configuration.ts';
import {
  ANSWER_LAUNCH,
  type AnswerLaunchResult,
  LAUNCH_QUESTIONS,
  type LaunchQuestionsResult,
  PROBES,
  type ProbesResult,
} from '#protocol/verification.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { rangesOf } from './convert.ts';
import { folderUri } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

const FolderParams = z.object({ folder: z.string().min(1) });
const AnswerParams = z.object({
  folder: z.string().min(1),
  path: z.array(z.string().min(1)).min(2),
  form: z.enum(['words', 'text', 'port', 'consent']),
  answer: z.string(),
});

/** Registers what is asked before a verification: which probes there are, and what only a person knows. All of it only reads. */
export function registerLaunchRequests(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    PROBES,
    guarded<unknown, ProbesResult>(PROBES, { groups: [] }, (params) => probesOf(session, FolderParams.parse(params).folder)),
  );
  connection.onRequest(
    LAUNCH_QUESTIONS,
    guarded<unknown, LaunchQuestionsResult>(LAUNCH_QUESTIONS, { questions: [] }, async (params) => {
      const root = folderPath(FolderParams.parse(params).folder);
      const { file, result } = await loadConfiguration(root, { rules: RULES });
      // A configuration with problems, or with a run, has nothing to be asked; the verification says what is wrong.
      if (!session.isTrusted || !result.ok || result.value.run !== undefined) return { questions: [] };
      const found = await launchIn(session, file === undefined ? root : path.dirname(file), result.value.verify);
      return { questions: found.kind === 'questions' ? found.questions : [] };
    }),
  );
  connection.onRequest(
    ANSWER_LAUNCH,
    guarded<unknown, AnswerLaunchResult>(ANSWER_LAUNCH, { problem: 'The log says why.' }, (params) =>
      answer(session, AnswerParams.parse(params)),
    ),
  );
}

/** How the server of a folder is started; from what is known of it where it is open. */
export async function launchIn(session: Session, root: string, said: Configuration['verify']): Promise<Detection> {
  const workspace = workspaceIn(session, root);
  return workspace === undefined ? findLaunch(root, said) : detectLaunch(root, workspace, said);
}

async function isServerIn(session: Session, root: string): Promise<boolean> {
  const workspace = workspaceIn(session, root);
  return workspace === undefined ? findServer(root, session.isTrusted) : hasServer(workspace);
}

function workspaceIn(session: Session, root: string): Workspace | undefined {
  return session.folders.find((it) => it.state === 'ready' && it.analysis.root === root)?.analysis.project.workspace;
}

export function folderPath(folder: string): string {
  return folder.startsWith('file:') ? URI.parse(folder).fsPath : path.resolve(folder);
}

/** A configuration that cannot be read has probes all the same: running them says what is wrong. */
async function probesOf(session: Session, folder: string): Promise<ProbesResult> {
  const root = folderPath(folder);
  const { file, result } = await loadConfiguration(root, { rules: RULES });
  const isOwn = result.ok && result.value.run !== undefined;
  if (file === undefined && !(await isServerIn(session, root))) return { groups: [] };
  const [{ probeTitles }, { probeGroups }] = await Promise.all([
    import('#verify/contract.ts'),
    import('#verify/probe-groups.ts'),
  ]);
  const groups = probeGroups.map((group) => ({
    id: group.id,
    title: group.title,
    probes: probeTitles(isOwn || !result.ok)
      .filter((it) => group.probes.includes(it.id))
      .map(({ id, title }) => ({ id, title })),
  }));
  return { groups };
}

async function answer(session: Session, params: z.infer<typeof AnswerParams>): Promise<AnswerLaunchResult> {
  const value = answerValue(params.form, params.answer);
  if (!value.ok) return { problem: value.problems.join(' ') };
  const uri = folderUri(params.folder);
  const open = session.folders.find((it) => it.uri === uri)?.analysis.configuration;
  const { file, text } = open ?? (await loadConfiguration(folderPath(params.folder), { rules: RULES }));
  if (file === undefined) {
    const newText = `${JSON.stringify(nested(params.path, value.value), undefined, 2)}\n`;
    return { uri: URI.file(path.join(folderPath(params.folder), CONFIGURATION_FILE)).toString(), newText };
  }
  const changes = withJsonValue(text, params.path, value.value);
  if (!changes) return { problem: 'tiebeam.json cannot be read.' };
  const toRange = rangesOf(text);
  return {
    uri: URI.file(file).toString(),
    changes: changes.map((it) => ({ range: toRange(it.span), newText: it.text })),
  };
}

function nested([key = '', ...rest]: readonly string[], value: unknown): unknown {
  return { [key]: rest.length === 0 ? value : nested(rest, value) };
}
