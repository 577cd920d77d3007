import { Type } from 'typebox';
import { IssueShape } from '../facts/shapes.ts';

const Digits = Type.String({ pattern: '^\\d{1,16}$' });
const Hash = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });
const cloudEvent = {
  ce_specversion: Type.Literal('1.0'),
  ce_id: Type.String(),
  ce_source: Type.String(),
  ce_type: Type.String(),
};

/** A fact as a CloudEvent in binary mode; header values are texts. `ce_hash` chains to the fact before. */
export const FACT_HEADERS = Type.Object({
  'content-type': Type.Literal('application/json'),
  ...cloudEvent,
  ce_subject: Type.String({ description: 'The key, which is the key of the Kafka message too.' }),
  ce_time: Type.String({ description: 'Known-at as ISO 8601, in UTC with microseconds.' }),
  ce_dataschema: Type.String(),
  ce_partition: Digits,
  ce_pos: Digits,
  ce_hash: Hash,
  ce_key: Type.String(),
  ce_stream: Type.String(),
  ce_institution: Type.String(),
  ce_actor: Type.String(),
  ce_period: Type.Optional(Type.String()),
  ce_receivedat: Digits,
  ce_recordedat: Digits,
  ce_knownat: Digits,
  ce_commandid: Type.String(),
  ce_ordinal: Digits,
  ce_digest: Type.String(),
  ce_synthetic: Type.Enum(['true', 'false']),
});

/** A command in binary mode. In structured mode the attributes are members of the JSON, without `ce_`; the token stays a header. */
export const COMMAND_HEADERS = Type.Object({
  authorization: Type.String({ description: 'Bearer and a token of the institution.' }),
  'content-type': Type.String(),
  ...cloudEvent,
});

export const OUTCOME_HEADERS = Type.Object({
  'content-type': Type.Literal('application/json'),
  ...cloudEvent,
});

const Receipt = Type.Object({
  commandId: Type.String(),
  institution: Type.String(),
  type: Type.String(),
  outcome: Type.Enum(['ACCEPTED', 'REFUSED']),
  service: Type.String(),
  partition: Type.Integer({ minimum: 0 }),
  pos: Type.Integer({ minimum: 1 }),
  knownAt: Type.Integer({ description: 'Microseconds since 1970.' }),
  digest: Type.String(),
  hash: Hash,
  issues: Type.Array(IssueShape),
});

/** What a command came to. `receipt` where it left a fact; `issues` where it left none. */
export const OUTCOME = Type.Object({
  status: Type.Enum(['ACCEPTED', 'REFUSED', 'REJECTED']),
  commandId: Type.Optional(Type.String()),
  receipt: Type.Optional(Receipt),
  issues: Type.Optional(Type.Array(IssueShape)),
});
