import { METRIC_DEFINITIONS } from './catalogue/seed.ts';
import { type Instant, parseInstant } from './kernel/instant.ts';
import type { ReturnForm } from './returns/form.ts';
import { TF01 } from './returns/tf01.ts';
import { TF01_2 } from './returns/tf01.v2.ts';
import { TF01B } from './returns/tf01b.ts';
import { TF02 } from './returns/tf02.ts';
import { TF03 } from './returns/tf03.ts';
import { TF05 } from './returns/tf05.ts';

/** The forms, each version after the one before. */
export const RETURN_FORMS: readonly ReturnForm[] = [TF01, TF01_2, TF01B, TF02, TF03, TF05];

/** A command of the importer, who states when it was known. */
export interface SeedCommand {
  id: string;
  type: string;
  body: object;
  knownAt: Instant;
}

/** Before all history: the seed is known from the first moment of 2023 on, in Jiangxi's time. */
export const SEED_KNOWN_AT: Instant = parseInstant('2023-01-01T00:00:00+08:00')!;

/**
 * What a new installation adopts: metrics and return forms. Sent again, each gets the receipt that it has; a change
 * of a definition is a new version with an id of its own, never another body under an old id.
 */
export function seedCommands(): SeedCommand[] {
  const metrics = METRIC_DEFINITIONS.map((body) => ({
    id: `seed:metric:${body.code}:${body.version}`,
    type: 'regulators.DefineMetric',
    body,
  }));
  const forms = RETURN_FORMS.map((body) => ({
    id: `seed:form:${body.form}:${body.version}`,
    type: 'regulators.DefineReturn',
    body,
  }));
  return [...metrics, ...forms].map((command, order) => ({
    ...command,
    knownAt: SEED_KNOWN_AT + order,
  }));
}
