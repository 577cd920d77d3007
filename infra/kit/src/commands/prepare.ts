import { canonical, NotCanonicalError } from '@qianfan/schema/kernel/canonical';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { partitionOf } from '@qianfan/schema/kernel/partition';
import { storable } from '@qianfan/schema/kernel/text';
import { type ErrorCode, type ErrorParameters, issueOf } from '@qianfan/schema/errors/catalogue';
import { Compile } from 'typebox/compile';
import type { Principal } from '../identity/principal.ts';
import { isWhole } from '../identity/reach.ts';
import { digestOf } from '../journal/row.ts';
import type { CommandRequest } from '../subgraph/context.ts';
import { shapeIssues } from './shape.ts';

/** A fact is at most this many bytes, so that it fits a Kafka topic with room for its headers. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const COMMAND_ID = /^[\x21-\x7e]{1,128}$/;

/** A command that its door let in: typed, normal, digested, and by somebody who may act for its key. */
export interface Prepared {
  spec: CommandType;
  id: string;
  institution: string;
  actor: string;
  synthetic: boolean;
  body: unknown;
  bytes: number;
  digest: string;
  key: string;
  partition: number;
  streams: string[];
  receivedAt: Instant;
  /** Stated by the importer only. */
  knownAt: Instant | undefined;
  role: Principal['role'];
  jurisdiction: string;
}

export type Preparation = { command: Prepared } | { issues: Issue[] };

/**
 * What the door judges without reading anything: type, size, role, shape, and on whose behalf. Whatever fails here
 * leaves no fact: nothing says yet that the sender may write where the command would land.
 */
export function preparer(specs: readonly CommandType[]) {
  const known = new Map(
    specs.map((spec) => [spec.type, { spec, validator: Compile(spec.schema) }] as const),
  );
  return (principal: Principal, request: CommandRequest, receivedAt: Instant): Preparation => {
    if (!COMMAND_ID.test(request.id)) return refuse('BAD_COMMAND_ID', { id: request.id });
    const entry = known.get(request.type);
    if (!entry) return refuse('UNKNOWN_TYPE', { type: request.type });
    const { spec, validator } = entry;
    if (principal.role !== 'IMPORTER' && !spec.roles.includes(principal.role)) {
      return refuse('FORBIDDEN', { what: spec.type });
    }
    if (spec.over === 'PROVINCE' && !isWhole(principal.jurisdiction)) {
      return refuse('FORBIDDEN', { what: `${spec.type} ${principal.jurisdiction}` });
    }
    if (!validator.Check(request.body)) {
      const issues = shapeIssues([...validator.Errors(request.body)], request.body, quoted);
      return { issues };
    }
    const claimed = spec.actsFor(request.body);
    const mayActForOthers = principal.role === 'IMPORTER';
    if (claimed !== undefined && claimed !== principal.institution && !mayActForOthers) {
      return refuse('FORBIDDEN', { what: claimed });
    }
    const stated = (['knownAt', 'receivedAt'] as const).find((name) => request[name] !== undefined);
    if (stated && !mayActForOthers) {
      return refuse('BAD_USER_INPUT', { what: `${stated}：仅导入历史时 importer only` });
    }
    const body = spec.normal ? spec.normal(request.body) : request.body;
    const text = textOf(body);
    if (text === undefined) return refuse('BAD_USER_INPUT', { what: 'JSON (RFC 8785), Unicode' });
    const bytes = Buffer.byteLength(text);
    if (bytes > BODY_BYTES_MAX)
      return refuse('TOO_LARGE', { size: `${bytes} B`, limit: `${BODY_BYTES_MAX} B` });
    if (hasNul(text)) return refuse('BAD_USER_INPUT', { what: 'U+0000' });
    const institution = mayActForOthers
      ? (claimed ?? principal.institution)
      : principal.institution;
    const key = spec.key(body, institution);
    return {
      command: {
        spec,
        id: request.id,
        institution,
        actor: principal.actor,
        synthetic: principal.synthetic,
        body,
        bytes,
        digest: digestOf(`${spec.type}\n${text}`),
        key,
        partition: partitionOf(key),
        streams: spec.streams(body, institution),
        receivedAt: (mayActForOthers ? request.receivedAt : undefined) ?? receivedAt,
        knownAt: mayActForOthers ? request.knownAt : undefined,
        role: principal.role,
        jurisdiction: principal.jurisdiction,
      },
    };
  };
}

/** The canonical text; `undefined` where there is none, as for half of a surrogate pair. */
function textOf(body: unknown): string | undefined {
  try {
    return canonical(body);
  } catch (error) {
    if (error instanceof NotCanonicalError) return undefined;
    throw error;
  }
}

/** Whether canonical text has an escaped NUL, which Postgres stores in no text and no jsonb; after `\\\\` it is none. */
const hasNul = (text: string): boolean =>
  text.includes('\\u0000') && /(?<!\\)(?:\\\\)*\\u0000/.test(text);

const QUOTED_MAX = 200;

/** What a sender wrote, as far as an answer repeats it: answers must not grow with what is sent, and must be kept. */
const quoted = (text: string): string =>
  storable(text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text);

const refuse = <C extends ErrorCode>(
  code: C,
  parameters: NonNullable<ErrorParameters<C>[0]>,
): Preparation => {
  const short = Object.entries<string | number>(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? quoted(value) : value,
  ]);
  return { issues: [fatal(code, Object.fromEntries(short) as typeof parameters)] };
};

/** An issue that keeps a command out before any rule is asked. */
export const fatal = <C extends ErrorCode>(
  code: C,
  parameters: NonNullable<ErrorParameters<C>[0]>,
): Issue => issueOf(code, parameters, { severity: 'FATAL' });
