import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Work beside requests and answers, by the library that does it. */
export interface BackgroundWork {
  readonly kind: 'real-time' | 'job';
  /** What it is, as people call it: "WebSocket", "queue". */
  readonly what: string;
  readonly library: string;
  /** Application files that use it, sorted. */
  readonly files: readonly Path[];
}

interface KnownLibrary {
  readonly kind: BackgroundWork['kind'];
  readonly what: string;
  /** Matches the module that is imported. */
  readonly module: RegExp;
}

// The vocabulary of the rule catalogue, section 1.6: queues, schedules, channels.
const LIBRARIES: readonly KnownLibrary[] = [
  { kind: 'real-time', what: 'WebSocket', module: /^(?:ws|@fastify\/websocket|express-ws|websockets|channels(?:\.|$))/ },
  { kind: 'real-time', what: 'WebSocket', module: /^(?:github\.com\/(?:gorilla|coder)\/websocket|nhooyr\.io\/websocket)/ },
  {
    kind: 'real-time',
    what: 'WebSocket',
    module: /^(?:socket\.io|socket\.io-client|@nestjs\/websockets|socketio|flask_socketio)/,
  },
  {
    kind: 'real-time',
    what: 'server-sent events',
    module: /^(?:sse_starlette|better-sse|eventsource|@microsoft\/fetch-event-source)/,
  },
  { kind: 'real-time', what: 'hosted channels', module: /^(?:pusher|pusher-js|ably|@supabase\/realtime-js)/ },
  {
    kind: 'job',
    what: 'queue',
    module: /^(?:bull|bullmq|@nestjs\/bull(?:mq)?|bee-queue|pg-boss|agenda|graphile-worker|amqplib|kafkajs)$/,
  },
  { kind: 'job', what: 'queue', module: /^(?:celery|rq|dramatiq|huey|arq|taskiq|aiokafka|pika)(?:\.|$)/ },
  {
    kind: 'job',
    what: 'queue',
    module: /^github\.com\/(?:hibiken\/asynq|riverqueue\/river|segmentio\/kafka-go|rabbitmq\/amqp091-go|IBM\/sarama)/,
  },
  { kind: 'job', what: 'schedule', module: /^(?:node-cron|cron|node-schedule|@nestjs\/schedule|apscheduler(?:\.|$)|schedule$)/ },
  { kind: 'job', what: 'schedule', module: /^github\.com\/(?:robfig\/cron|go-co-op\/gocron)/ },
];

/** What application code uses, by kind and library; front-end code that opens a browser's own EventSource or WebSocket is not among it. */
export function backgroundWorkOf(workspace: Workspace): readonly BackgroundWork[] {
  const found = new Map<string, { readonly known: KnownLibrary; readonly library: string; readonly files: Set<Path> }>();
  for (const file of workspace.files.values()) {
    if (!isCode(file) || workspace.roleOf(file.path) !== undefined) continue;
    for (const { module } of file.facts.imports) {
      const known = LIBRARIES.find((it) => it.module.test(module));
      if (!known) continue;
      const library = libraryName(module, file.facts.language);
      const entry = found.get(library) ?? { known, library, files: new Set() };
      entry.files.add(file.path);
      found.set(library, entry);
    }
  }
  return [...found.values()]
    .map(({ known, library, files }) => ({ kind: known.kind, what: known.what, library, files: [...files].sort() }))
    .sort((a, b) => (`${a.kind} ${a.library}` < `${b.kind} ${b.library}` ? -1 : 1));
}

function libraryName(module: string, language: string): string {
  if (language === 'python') return module.split('.')[0] ?? module;
  if (language === 'go') return module.replace(/\/v\d+$/, '');
  return module;
}
