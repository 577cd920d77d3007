import { type Progress, seenByAnchorAlone, type Verified } from '@qianfan/cli/verify/journals';
import { useEffect, useRef, useState } from 'react';
import type { AskError } from '../../data/ask.ts';
import { forgetAnchors, keepAnchors, readAnchors } from './anchors.ts';
import { asAskError } from './door.ts';
import type { Said } from './verify.worker.ts';

interface Verification {
  state: 'IDLE' | 'RUNNING' | 'DONE' | 'FAILED';
  progress: readonly Progress[];
  verified?: Verified & { seconds: number; since: string | undefined; anchorAlone: boolean };
  error?: AskError;
}

const IDLE: Verification = { state: 'IDLE', progress: [] };

/** Verifies every journal in a worker of this browser, so that the page stays usable meanwhile. */
export function useVerify() {
  const [verification, setVerification] = useState(IDLE);
  const [anchoredAt, setAnchoredAt] = useState(() => readAnchors()?.verifiedAt);
  const worker = useRef<Worker>(undefined);
  useEffect(() => () => worker.current?.terminate(), []);

  const stop = () => {
    worker.current?.terminate();
    setVerification(IDLE);
  };

  const start = () => {
    worker.current?.terminate();
    const kept = readAnchors();
    const began = performance.now();
    const mine = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
    worker.current = mine;
    setVerification({ state: 'RUNNING', progress: [] });
    mine.addEventListener('message', ({ data: said }: MessageEvent<Said>) => {
      if (said.step === 'PROGRESS') {
        setVerification((before) => ({ ...before, progress: updated(before.progress, said) }));
        return;
      }
      mine.terminate();
      if (said.step === 'FAILED') {
        setVerification((before) => ({
          ...before,
          state: 'FAILED',
          error: asAskError(said.error),
        }));
        return;
      }
      const isRight = said.findings.length === 0;
      if (isRight) {
        keepAnchors(said.anchors);
        setAnchoredAt(readAnchors()?.verifiedAt);
      }
      const verified = {
        ...said,
        seconds: (performance.now() - began) / 1000,
        since: kept?.verifiedAt,
        anchorAlone: !isRight && said.findings.every(seenByAnchorAlone),
      };
      setVerification((before) => ({ ...before, state: 'DONE', verified }));
    });
    mine.postMessage(kept?.anchors ?? {});
  };

  const forget = () => {
    forgetAnchors();
    setAnchoredAt(undefined);
    setVerification(IDLE);
  };

  return { verification, anchoredAt, start, stop, forget };
}

const updated = (all: readonly Progress[], one: Progress): Progress[] => [
  ...all.filter(({ service }) => service !== one.service),
  one,
];
