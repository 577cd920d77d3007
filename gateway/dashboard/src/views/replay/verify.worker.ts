import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  type Anchors,
  type Progress,
  type Verified,
  verifyJournals,
} from '@qianfan/cli/verify/journals';
import { chainHasher } from '@qianfan/cli/verify/row';
import { AskError } from '../../data/ask.ts';
import { auditJson, auditLines, type ServiceError } from './door.ts';

/** What the worker says; PROGRESS any number of times, then one of the others. */
export type Said =
  | ({ step: 'PROGRESS' } & Progress)
  | ({ step: 'DONE' } & Verified)
  | { step: 'FAILED'; error: ServiceError };

const say = (said: Said): void => postMessage(said);

/** Not the browser's own SHA-256: that one only works behind https, and one text at a time. */
const chainHash = chainHasher((text) => bytesToHex(sha256(utf8ToBytes(text))));

addEventListener('message', ({ data }: MessageEvent<Anchors>) => {
  verifyJournals({ json: auditJson, lines: auditLines }, data, chainHash, (progress) =>
    say({ step: 'PROGRESS', ...progress }),
  ).then(
    (verified) => say({ step: 'DONE', ...verified }),
    (error: unknown) => say({ step: 'FAILED', error: plainError(error) }),
  );
});

/** An error loses its class on the way out of a worker. */
function plainError(error: unknown): ServiceError {
  if (error instanceof AskError) {
    return { code: error.code, message: error.text, ...(error.fix && { fix: error.fix }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'ERROR', message: { zh: message, en: message } };
}
