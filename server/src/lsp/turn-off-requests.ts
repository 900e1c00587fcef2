import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import { withJsonValue } from '#base/json-text.ts';
import { withoutFolder } from '#decisions/rule-exclusion.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import { TURN_OFF, type TurnOffResult } from '#protocol/rules.ts';
import { RULES } from '#rules/rules.generated.ts';
import { rangesOf } from './convert.ts';
import type { FolderSession } from './folder-session.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

const Params = z.object({ uri: z.string(), rule: z.string(), folder: z.string() });

/** Registers the edit that turns a rule off in a folder; it only reads. */
export function registerTurnOff(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    TURN_OFF,
    guarded<unknown, TurnOffResult>(TURN_OFF, { problem: 'The log says why.' }, (params) => {
      const { uri, rule, folder } = Params.parse(params);
      const found = session.locate(uri);
      if (!found || !RULES.some((it) => it.id === rule)) return { problem: 'The rule or the file is not there any more.' };
      return turnOff(found.folder, rule, folder);
    }),
  );
}

export function turnOff(session: FolderSession, rule: string, folder: string): TurnOffResult {
  const setting = withoutFolder(session.analysis.project.configuration.rules[rule], folder);
  return withSetting(session, ['rules', rule], setting);
}

/** What `tiebeam.json` says with one more setting. It is made where there is none. A broken one is left alone. */
export function withSetting(
  { analysis }: FolderSession,
  [group, name]: readonly [string, string],
  value: unknown,
): TurnOffResult {
  const { configuration, configurationProblems, root } = analysis;
  if (configurationProblems.length > 0) return { problem: 'tiebeam.json has problems; mend them first.' };
  if (configuration?.file === undefined) {
    const newText = `${JSON.stringify({ [group]: { [name]: value } }, undefined, 2)}\n`;
    return { uri: URI.file(join(root, CONFIGURATION_FILE)).toString(), newText };
  }
  const changes = withJsonValue(configuration.text, [group, name], value);
  if (!changes) return { problem: 'tiebeam.json cannot be read.' };
  const toRange = rangesOf(configuration.text);
  return {
    uri: URI.file(configuration.file).toString(),
    changes: changes.map((it) => ({ range: toRange(it.span), newText: it.text })),
  };
}
