import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { keepRejections } from '../commands/rejections.ts';
import type { Principal } from '../identity/principal.ts';
import type { Verify } from '../identity/verify.ts';
import { isTransient } from '../postgres/errors.ts';
import type { CommandRequest } from '../subgraph/context.ts';
import { consume, type Consumption, type OnAside } from './consume.ts';
import { type Incoming, type Junk, readIncoming } from './incoming.ts';
import { keepOutcomes } from './outcomes.ts';
import { ensureTopics, intakeTopic } from './topics.ts';

const BODY_BYTES_MAX = 4 * 1024 * 1024;
/** Messages that are decided, and answered, together. */
const CHUNK = 256;
const DOOR = 'kafka';

export interface IntakeOptions {
  service: Service;
  kafka: Kafka;
  pool: Pool;
  log: Logger;
  verify: Verify;
  /** The kit's writer: outcomes in the order of the requests. */
  submit: (
    principal: Principal,
    requests: readonly CommandRequest[],
    door: string,
    receivedAt: Instant,
  ) => Promise<Outcome[]>;
  onAside?: OnAside;
}

/** A message and what is known of it before anything is decided. */
interface Judged {
  message: KafkaMessage;
  commandId: string;
  principal: Principal | undefined;
  /** What may be submitted, or why not. */
  verdict: { request: CommandRequest } | { issues: Issue[] };
}

/**
 * The door for institutions that write to Kafka. The broker's clock says when a command was received, and at that
 * instant its token must be valid. Whatever a message contains it gets an answer, and the next one its turn; while
 * the infrastructure fails the partition waits. Repeats, ours included, end at the receipts.
 */
export function startIntake(options: IntakeOptions): Consumption {
  const { service, kafka, pool, log } = options;
  return consume({
    kafka,
    group: `qianfan.${service}.intake`,
    log,
    onAside: options.onAside,
    topics: async () => {
      const admin = kafka.admin();
      try {
        await admin.connect();
        await ensureTopics(admin, [intakeTopic(service)]);
      } finally {
        await admin.disconnect();
      }
      return [intakeTopic(service).topic];
    },
    chunk: CHUNK,
    concurrency: 4,
    handle: async (_topic, partition, messages) => {
      const judged: Judged[] = [];
      for (const message of messages) judged.push(await judge(options, partition, message));
      // Not awaited one by one: the writer takes them in this order, in one transaction. All are over before any
      // error is thrown, so that a second attempt does not run beside the first.
      const settled = await Promise.allSettled(judged.map((one) => outcomeOf(options, one)));
      const outcomes = settled.map((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value;
      });
      await answer(pool, service, judged, outcomes);
      return { stored: true, aside: messages.flatMap(unreadable) };
    },
  });
}

async function judge(
  { verify }: IntakeOptions,
  partition: number,
  message: KafkaMessage,
): Promise<Judged> {
  const incoming = readIncoming(message);
  const commandId = incoming.id ?? `${partition}/${message.offset}`;
  const principal = await identify(verify, incoming, receivedAt(message));
  const issues =
    principal || message.unreadable
      ? faults(incoming, message.value?.length ?? 0)
      : [issueOf('UNAUTHENTICATED', {}, FATAL)];
  if (issues || 'why' in incoming) {
    return { message, commandId, principal, verdict: { issues: issues ?? [] } };
  }
  const { type, body } = incoming;
  return { message, commandId, principal, verdict: { request: { id: commandId, type, body } } };
}

const FATAL = { severity: 'FATAL' } as const;

/** LogAppendTime has milliseconds. */
const receivedAt = ({ timestamp }: KafkaMessage): Instant => Number(timestamp) * 1_000;

async function identify(
  verify: Verify,
  { authorization }: Incoming | Junk,
  at: Instant,
): Promise<Principal | undefined> {
  try {
    return await verify(authorization, at);
  } catch (error) {
    const { code } = (error as { extensions?: { code?: unknown } }).extensions ?? {};
    if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return undefined;
    throw error; // the keys cannot be had: wait
  }
}

/** A batch that cannot be decoded says not even who sent it. */
const unreadable = ({ offset, unreadable: why }: KafkaMessage) => (why ? [{ offset, why }] : []);

function faults(incoming: Incoming | Junk, bytes: number): Issue[] | undefined {
  if (bytes > BODY_BYTES_MAX) {
    const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    return [issueOf('TOO_LARGE', { size, limit: '4 MiB' }, FATAL)];
  }
  return 'why' in incoming ? [issueOf('MALFORMED', { what: incoming.why }, FATAL)] : undefined;
}

async function outcomeOf(options: IntakeOptions, judged: Judged): Promise<Outcome> {
  const { commandId, principal, verdict, message } = judged;
  if (!principal || 'issues' in verdict) {
    const issues = 'issues' in verdict ? verdict.issues : [];
    return { status: 'REJECTED', commandId, issues };
  }
  const outcome = await decide(options, principal, verdict.request, receivedAt(message));
  if (isNotNow(outcome)) throw new Error(`${options.service} does not take commands now`);
  return outcome;
}

async function decide(
  { submit, log }: IntakeOptions,
  principal: Principal,
  request: CommandRequest,
  at: Instant,
): Promise<Outcome> {
  try {
    const [outcome] = await submit(principal, [request], DOOR, at);
    return outcome!;
  } catch (err) {
    if (isTransient(err)) throw err;
    // The content did it, and would again: answer, so that those behind it are not held up.
    log.error({ err, commandId: request.id }, 'a command of the intake topic could not be handled');
    const issues = [issueOf('INTERNAL', { requestId: request.id }, FATAL)];
    return { status: 'REJECTED', commandId: request.id, issues };
  }
}

/** Whoever asks over HTTP is told to come back; who wrote to a log is kept waiting. */
const NOT_NOW = ['UNAVAILABLE', 'IMPORTING'];

const isNotNow = (outcome: Outcome): boolean =>
  outcome.status === 'REJECTED' && outcome.issues.some(({ code }) => NOT_NOW.includes(code));

/** Who is known gets an outcome; what nobody known sent is kept, for a while, for whoever looks for it. */
async function answer(
  pool: Pool,
  service: Service,
  judged: readonly Judged[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const all = judged.map((one, n) => ({ ...one, outcome: outcomes[n]! }));
  const known = all.flatMap(({ principal, commandId, outcome }) =>
    principal ? [{ institution: principal.institution, commandId, outcome }] : [],
  );
  const unknown = all.flatMap(({ principal, message, commandId, outcome }) =>
    principal || outcome.status !== 'REJECTED'
      ? []
      : [
          {
            institution: null,
            door: DOOR,
            commandId: commandId.slice(0, 200),
            issues: outcome.issues,
            excerpt: message.value?.toString('utf8', 0, 500) ?? '',
          },
        ],
  );
  if (known.length > 0) await keepOutcomes(pool, service, known);
  if (unknown.length > 0) await keepRejections(pool, service, unknown);
}
