import type { ObservationStatus } from '../data/operations.ts';
import type { Unit } from '../state/address.ts';
import type { Text } from '../words/text.ts';
import { figures } from '../words/figures.ts';
import { type FigureUnit, shown, unitName } from './format.ts';
import { STATUS } from './status.ts';

/** A figure with all that must go wherever its number goes. */
export interface Told {
  figureId: string;
  value: string | null;
  /** Of those who did report, where not all did. */
  partial?: string | null;
  status: ObservationStatus;
  unit: FigureUnit;
  flags: readonly string[];
  expected: number | null;
  received: number | null;
  /** Of single contracts, which nobody owes: who sends them. */
  contributors: { reporting: number; total: number } | null;
  /** In what a number is counted, where it was asked for: 户, 家. */
  counted?: Text | null;
}

export type Moved = Pick<Told, 'value' | 'status' | 'flags'>;

const FLAGS: Readonly<Record<string, Text>> = {
  b: figures.b,
  d: figures.d,
  e: figures.e,
  i: figures.i,
  p: figures.p,
  u: figures.u,
};

/** What a flag says; one without a name here is shown as it is rather than lost. */
export const flagText = (flag: string): Text => FLAGS[flag] ?? { zh: flag, en: flag };

/** Who is behind a figure, where that is not everybody: `10/185 家`. */
export function behind({ expected, received, contributors }: Told): Text | null {
  if (contributors && contributors.reporting < contributors.total) {
    const { reporting, total } = contributors;
    return {
      zh: `${figures.contracts.zh} ${reporting}/${total} 家`,
      en: `${figures.contracts.en} ${reporting}/${total} institutions`,
    };
  }
  if (expected !== null && received !== null && received < expected) {
    return {
      zh: `${figures.received.zh} ${received}/${expected} 家`,
      en: `${figures.received.en} ${received}/${expected}`,
    };
  }
  return null;
}

/** All that a reader must know beside the number: why there is none, flags, who is behind it. */
export function remarksOn(told: Told, money: Unit): Text[] {
  const { status, partial, unit, flags } = told;
  const of = (language: 'zh' | 'en') =>
    partial ? `${shown(partial, unit, money)} ${unitName(unit, money)[language]}`.trim() : '';
  const who = behind(told);
  return [
    ...(status === 'REPORTED' ? [] : [STATUS[status]]),
    ...(status === 'INCOMPLETE' && partial
      ? [{ zh: `${figures.partial.zh} ${of('zh')}`, en: `${figures.partial.en} ${of('en')}` }]
      : []),
    ...flags.map(flagText),
    ...(who ? [who] : []),
  ];
}
