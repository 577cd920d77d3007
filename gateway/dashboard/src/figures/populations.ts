import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { populationOf } from '@qianfan/schema/codelists/populations';
import type { Text } from '../words/text.ts';

/** Populations that the switch offers, in the order of the statistics. */
export const SWITCHED = ['HNTE', 'TSME', 'SRDI', 'ISME', 'TECH_ENT', TOTAL] as const;

/** A population by its code, as the code list has it; the code itself where it has none such. */
export const populationName = (code: string): Text =>
  populationOf(code === TOTAL ? 'ALL' : code)?.name ?? { zh: code, en: code };
