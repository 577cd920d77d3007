import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

/**
 * What never reaches a log: persons, enterprises and secrets, wherever they stand in the logged object
 * (up to three levels down).
 */
const SECRET = [
  'authorization',
  'token',
  'password',
  'cookie',
  'secret',
  'name',
  'fullName',
  'shortName',
  'borrower',
  'contact',
  'phone',
  'idNumber',
  'creditCode',
  'annex',
];

const redact = {
  paths: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]),
  censor: '[redacted]',
};

/** A token or the password of a URL within a text, as errors of drivers and HTTP clients quote them. */
const IN_TEXT: readonly [RegExp, string][] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]'],
  [/(\b[a-z]+:\/\/[^:/@\s]+):[^@/\s]+@/g, '$1:[password]@'],
];

/** The text without tokens and passwords. */
export const scrub = (text: string): string =>
  IN_TEXT.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);

/** One JSON object per line on standard output, or on the destination given. Level: `QIANFAN_LOG` of the config. */
export function createLogger(
  service: string,
  level = 'info',
  destination: DestinationStream = pino.destination(1),
): Logger {
  const scrubbing: DestinationStream = { write: (line) => destination.write(scrub(line)) };
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.err },
      redact,
    },
    scrubbing,
  );
}
