import type { Service } from '@qianfan/schema/kernel/fact';
import type { Heard } from '../answers/told.ts';
import { type Json, merge, objectsAt, representationOf } from './merge.ts';
import type { Fetch, Step } from './plan.ts';
import { Unclean } from './unsupported.ts';

/** Sends a GraphQL request, a JSON text; whoever asks may change what is heard. */
export type Ask = (service: Service, body: string, isMutation: boolean) => Promise<Heard>;

/** All that the steps of a plan hear, as one object; `undefined` as soon as an answer has errors or does not fit. */
export async function run(step: Step, variables: Json, ask: Ask): Promise<Json | undefined> {
  const heard: Json = {};
  let isClean = true;

  const take = async (at: Step): Promise<void> => {
    switch (at.kind) {
      case 'SEQUENCE':
        for (const inner of at.steps) if (isClean) await take(inner);
        return;
      case 'PARALLEL':
        await Promise.all(at.steps.map(attempt));
        return;
      case 'ROOT': {
        const told = JSON.stringify(used(at.usages, variables));
        merge(heard, await dataOf(at, told));
        return;
      }
      case 'ENTITIES': {
        const entities: Json[] = [];
        const representations: Json[] = [];
        for (const entity of objectsAt(heard, at.path)) {
          const representation = representationOf(entity, at.requires);
          if (!representation?.['__typename']) continue;
          entities.push(entity);
          representations.push(representation);
        }
        if (entities.length === 0) return;
        const told = JSON.stringify({ ...used(at.usages, variables), representations });
        const { _entities: answers } = await dataOf(at, told);
        if (!Array.isArray(answers) || answers.length !== entities.length) throw new Unclean();
        entities.forEach((entity, i) => merge(entity, objectIn(answers[i])));
      }
    }
  };

  /** Steps beside each other all end, so that nothing is still asked for when this returns. */
  const attempt = async (at: Step): Promise<void> => {
    try {
      await take(at);
    } catch (error) {
      if (!(error instanceof Unclean)) throw error;
      isClean = false;
    }
  };

  const dataOf = async (at: Fetch, told: string): Promise<Json> => {
    const answer = await ask(at.service, `${at.opening}${told}}`, at.isMutation);
    if (answer.errors !== undefined) throw new Unclean();
    return objectIn(answer.data);
  };

  await attempt(step);
  return isClean ? heard : undefined;
}

function objectIn(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unclean();
  return value as Json;
}

function used(usages: readonly string[], variables: Json): Json {
  const values: Json = {};
  for (const name of usages) if (Object.hasOwn(variables, name)) values[name] = variables[name];
  return values;
}
