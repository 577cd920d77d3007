import { useMutation } from '@tanstack/react-query';
import { ask, LOST } from '../../data/ask.ts';
import { attempt } from '../../data/attempt.ts';
import { type Draft, inputOf } from './draft.ts';
import type { Answer } from './issues.ts';

/** Sends a draft. Content that was accepted before gets the receipt that it got then. */
export const useSubmit = () =>
  useMutation({
    mutationFn: async (draft: Draft): Promise<Answer> => {
      const { data, errors } = await ask('SubmitReturn', { input: inputOf(draft, attempt()) });
      if (!data.submitReturn) throw errors[0] ?? LOST;
      return { outcome: data.submitReturn, sent: draft };
    },
  });
