import { conceptsOf } from '#concepts/lifted-file.ts';
import type { UnitFiles, Words } from './launch.ts';

/** Ports that the code of a unit names, and whether the server is told its port. */
export interface PortWay {
  readonly isGiven: boolean;
  /** Fixed ones, those next to `listen` first. */
  readonly ports: readonly number[];
}

export function portOf(files: UnitFiles, start: Words, values: Readonly<Record<string, string>>): PortWay {
  const isGiven = [...start, ...Object.values(values)].some((it) => it.includes('{port}'));
  return { isGiven, ports: portsInCode(files) };
}

/** Tells whether a variable names the port that the server itself listens on. */
export function isPortVariable(name: string): boolean {
  return /^(?:[A-Z0-9]+_)*PORT$/.test(name) && !FOREIGN.test(name);
}

const FOREIGN =
  /(^|_)(DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|SQL|REDIS|CACHE|SMTP|MAIL|EMAIL|RABBIT|RABBITMQ|AMQP|KAFKA|METRICS|DEBUG|PROXY|ELASTIC|ELASTICSEARCH|GRPC|NATS|MINIO|VITE|CLIENT|FRONTEND)_/;

/** Where a server listens, in the files that start one: `listen(3000)`, `":8080"`, `PORT || 4000`. */
function portsInCode({ workspace, unit }: UnitFiles): readonly number[] {
  const texts = unit.files.flatMap((path) => {
    const file = workspace.files.get(path);
    if (file === undefined || workspace.roleOf(path) !== undefined) return [];
    const isServer = conceptsOf(file, 'listen').length > 0 || conceptsOf(file, 'server').length > 0;
    return isServer ? [workspace.textOf(path) ?? ''] : [];
  });
  const found = texts.flatMap((text) =>
    PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => Number(match[1]))),
  );
  return [...new Set(found)].filter((it) => it >= 80 && it <= 65_535);
}

const PATTERNS = [
  /\blisten\w*\s*\(\s*(\d{2,5})\b/gi,
  /["'`](?:localhost|127\.0\.0\.1|0\.0\.0\.0)?:(\d{2,5})["'`]/g,
  /\bport\w*["'`]?\s*(?:[:=]|\?\?|\|\|)+\s*(?:\w+\()?["'`]?(\d{4,5})\b/gi,
  /(?:\|\||\?\?|,)\s*["'`]?:?(\d{4,5})["'`]?\s*[);\n]/g,
];
