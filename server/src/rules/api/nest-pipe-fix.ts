import type { Fix, FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { belowServer, type ServerStatement, serverStatement } from '../prod/server-statement.ts';

const OFFER: FixOffer = {
  id: 'add-validation-pipe',
  kind: 'multi',
  title: worded`Check all bodies with a global ValidationPipe`,
};

/** Has Nest check the bodies of a file's unit where the application is made; empty where it is made at several places, or the libraries are missing. */
export function addValidationPipe(workspace: Workspace, path: string): readonly Fix[] {
  const unit = workspace.unitOf(path);
  if (!unit.dependencies.has('class-validator') || !unit.dependencies.has('class-transformer')) return [];
  const servers = unit.files.flatMap((it): ServerStatement[] => {
    const file = workspace.files.get(it);
    if (!file || workspace.roleOf(it) !== undefined) return [];
    return file.visible.flatMap((one, index) => {
      const isApplication = one.kind === 'server' && one.framework === 'nestjs';
      const found = isApplication ? serverStatement(workspace, it, { kind: 'concept', index }) : undefined;
      return found ? [found] : [];
    });
  });
  const [server, other] = servers;
  if (!server || other) return [];
  const change = belowServer(server, `${server.name}.useGlobalPipes(new ValidationPipe({ whitelist: true }));`, 0);
  const edit =
    change &&
    editCode(workspace, server.code.path, {
      packages: [{ module: '@nestjs/common', names: ['ValidationPipe'] }],
      changes: () => [change],
      note: worded`Check what comes in by the rules of its class, and leave out what the class does not name`,
    });
  return edit ? [{ ...OFFER, edits: [edit] }] : [];
}
