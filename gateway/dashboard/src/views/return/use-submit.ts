import { useMutation } from '@tanstack/react-query';
import { ask, LOST } from '../../data/ask.ts';
import { type Draft, inputOf } from './draft.ts';
import type { Answer } from './issues.ts';

/** Works without https, where `crypto.randomUUID` is not. */
const attempt = (): string =>
  `page-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** Sends a draft. Content that was accepted before gets the receipt that it got then. */
export const useSubmit = () =>
  useMutation({
    mutationFn: async (draft: Draft): Promise<Answer> => {
      const { data, errors } = await ask('SubmitReturn', { input: inputOf(draft, attempt()) });
      if (!data.submitReturn) throw errors[0] ?? LOST;
      return { outcome: data.submitReturn, sent: draft };
    },
  });
