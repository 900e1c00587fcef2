import { fileName } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { DockerfileFacts } from '#facts/manifest-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { HealthAddress } from './health-address.ts';

type Instruction = DockerfileFacts['instructions'][number];

/**
 * Has the only Dockerfile of a unit ask a route. Undefined where the port is not certain, or where it is not certain that the image has a program
 * that can ask.
 */
export function containerCheck(workspace: Workspace, unit: Unit, address: HealthAddress): FileEdit | undefined {
  const [only, other] = [...workspace.files.values()].flatMap(({ facts }) =>
    facts.kind === 'dockerfile' && workspace.unitOf(facts.path) === unit ? [facts] : [],
  );
  const text = only && workspace.textOf(only.path);
  if (!only || other || fileName(only.path) !== 'Dockerfile' || text === undefined) return undefined;
  if (speaksTls(workspace, unit)) return undefined;
  const { instructions } = only;
  const stage = instructions.at(-1)?.stage ?? 0;
  const last = instructions.filter((it) => it.stage === stage);
  const [exposed, more] = last.filter((it) => it.keyword === 'EXPOSE');
  const port = /^(\d+)(?:\/tcp)?$/i.exec(exposed?.arguments ?? '')?.[1];
  const command =
    port === undefined ? undefined : asking(imageOf(instructions, stage), `http://127.0.0.1:${port}${address.path}`);
  if (!exposed || more || port === undefined || !command || !isListenedOn(workspace, unit, last, port, address.usualPort))
    return undefined;
  if (address.everywhere && !isReached(last, address.everywhere)) return undefined;
  const added = `${lineEndOf(text)}HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ${command}`;
  const at = { start: exposed.span.end, end: exposed.span.end };
  return { kind: 'change', path: only.path, changes: [{ span: at, text: added }], note: worded`Have the container ask for it` };
}

/** `EXPOSE` is a word to readers alone: what runs has to say the port too, and `PORT` may say no other one. */
function isListenedOn(
  workspace: Workspace,
  { files }: Unit,
  instructions: readonly Instruction[],
  port: string,
  usual: string | undefined,
): boolean {
  const saysPort = new RegExp(`(?<![\\w.])${port}(?![\\w.])`);
  const set = instructions.flatMap((it) =>
    it.keyword === 'ENV' ? (/(?:^|\s)PORT[=\s]\s*"?([^\s"]+)/.exec(it.arguments)?.[1] ?? []) : [],
  );
  if (set.length > 0) return set.every((it) => it === port);
  const commands = instructions.filter((it) => COMMAND.test(it.keyword));
  if (port === usual && !commands.some((it) => /(?:^|[\s"'])(?:-p|--port)\b|\bPORT=/.test(it.arguments))) return true;
  return (
    commands.some((it) => saysPort.test(it.arguments)) ||
    files.some((path) => {
      const file = workspace.files.get(path);
      return file !== undefined && isCode(file) && saysPort.test(workspace.textOf(path) ?? '');
    })
  );
}

/** A server of Next.js that is built to stand alone listens at `HOSTNAME`; by other commands it listens everywhere. */
function isReached(instructions: readonly Instruction[], everywhere: RegExp): boolean {
  const [command, other] = instructions.filter((it) => COMMAND.test(it.keyword));
  if (!command || other) return false;
  const isNamed = (it: Instruction): boolean => /\bHOSTNAME[=\s]\s*"?0\.0\.0\.0\b/.test(it.arguments);
  return everywhere.test(command.arguments) || isNamed(command) || instructions.some((it) => it.keyword === 'ENV' && isNamed(it));
}

const COMMAND = /^(?:CMD|ENTRYPOINT)$/;

/** The image that a stage begins with, through the stages that it is made of. */
function imageOf(instructions: readonly Instruction[], stage: number): string {
  const from = instructions.find((it) => it.keyword === 'FROM' && it.stage === stage)?.arguments ?? '';
  const [image = ''] = from.replace(/^(?:--\S+\s+)+/, '').split(/\s+/);
  const earlier = instructions.find(
    (it) =>
      it.keyword === 'FROM' && it.stage < stage && / as (\S+)$/i.exec(it.arguments)?.[1]?.toLowerCase() === image.toLowerCase(),
  );
  return earlier ? imageOf(instructions, earlier.stage) : image;
}

/** A command that fails unless the address answers well, by what an image is known to bring; undefined for other images. */
function asking(image: string, url: string): string | undefined {
  const [, name = '', tag = ''] = /^(?:docker\.io\/)?(?:library\/)?([a-z]+)(?::([\w.-]+))?(?:@\S+)?$/.exec(image) ?? [];
  switch (name) {
    case 'node':
      // From version 18 on Node.js has `fetch`.
      return Number(/^\d+/.exec(tag)?.[0] ?? 18) < 18
        ? undefined
        : `["node", "-e", "fetch('${url}').then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]`;
    case 'python':
      return /^2\b/.test(tag)
        ? undefined
        : `["python", "-c", "import urllib.request; urllib.request.urlopen('${url}', timeout=2)"]`;
    case 'alpine':
      return `["wget", "-q", "-O", "/dev/null", "${url}"]`;
    default:
      return name === 'golang' && tag.includes('alpine') ? `["wget", "-q", "-O", "/dev/null", "${url}"]` : undefined;
  }
}

function speaksTls(workspace: Workspace, { files }: Unit): boolean {
  return files.some((path) => {
    const file = workspace.files.get(path);
    return file !== undefined && isCode(file) && TLS.test(workspace.textOf(path) ?? '');
  });
}

const TLS = /\bhttps\.createServer\b|\bListenAndServeTLS\b|\bRunTLS\b|\bStartTLS\b|\bssl_(?:keyfile|context)\b/;
