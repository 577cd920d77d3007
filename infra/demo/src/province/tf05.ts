import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { TF05 } from '@qianfan/schema/returns/tf05';
import { allocate } from './allocate.ts';
import { BASES, yi } from './bases.ts';
import { INSURERS } from './organisations.ts';
import { between } from './random.ts';
import { returnOf, wan } from './tf01.ts';

export const QUARTERS = ['2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'] as const;
type Quarter = (typeof QUARTERS)[number];

const PARTS = { I: ['I.1', 'I.2', 'I.3', 'I.4'], II: ['II.1', 'II.2', 'II.3', 'II.4'] } as const;
type Part = keyof typeof PARTS;

/** Part II, cover of tech entities, is in the statistics from 2024 on only: the break of the series. */
const ENTITIES = yi('6690.00');
const SHARE: Record<Quarter, number> = {
  '2023-Q4': 100,
  '2024-Q1': 21,
  '2024-Q2': 46,
  '2024-Q3': 71,
  '2024-Q4': 100,
};

const WEIGHTS = INSURERS.map((_, n) => (n === 0 ? 320 : between(20, 110, 171, n)));

/** What one insurer wrote since January, in hundredths of 万元, by product line. */
function written(part: Part, quarter: Quarter, insurer: number): number[] {
  const total = yi(BASES.cover[quarter === '2023-Q4' ? quarter : '2024-Q4']);
  const entities = quarter === '2023-Q4' ? 0 : ENTITIES;
  const whole = part === 'II' ? entities : total - entities;
  const year = allocate(whole, WEIGHTS)[insurer]!;
  const lines = allocate(
    year,
    PARTS[part].map((_, n) => between(20, 100, 172, insurer, n + part.length * 8)),
  );
  return lines.map((line) => Math.floor((line * SHARE[quarter]) / 100));
}

interface Line {
  cover: number;
  premium: number;
  policies: number;
  firms: number;
  paid: number;
  outstanding: number;
}

/** 2 ‰ of what is insured; a policy for each 400 万元; of the premium each insurer has its own part to pay. */
function lineOf(cover: number, insurer: number): Line {
  const premium = Math.floor(cover / 500);
  return {
    cover,
    premium,
    policies: cover > 0 ? Math.ceil(cover / 40_000) : 0,
    firms: cover > 0 ? Math.ceil(cover / 90_000) : 0,
    paid: Math.floor((premium * between(28, 61, 173, insurer)) / 100),
    outstanding: Math.floor((premium * between(9, 24, 174, insurer)) / 100),
  };
}

/** An enterprise that is in several lines counts once. */
const together = (lines: readonly Line[]): Line => ({
  cover: lines.reduce((sum, { cover }) => sum + cover, 0),
  premium: lines.reduce((sum, { premium }) => sum + premium, 0),
  policies: lines.reduce((sum, { policies }) => sum + policies, 0),
  firms: Math.max(...lines.map(({ firms }) => firms)),
  paid: lines.reduce((sum, { paid }) => sum + paid, 0),
  outstanding: lines.reduce((sum, { outstanding }) => sum + outstanding, 0),
});

const cellsOf = (row: string, line: Line) => [
  { row, column: 'A', value: wan(line.cover) },
  { row, column: 'B', value: wan(line.premium) },
  { row, column: 'C', value: String(line.policies) },
  { row, column: 'D', value: String(line.firms) },
  { row, column: 'E', value: wan(line.paid) },
  { row, column: 'F', value: wan(line.outstanding) },
];

export function tf05(insurer: number, quarter: Quarter): SubmitReturn {
  const parts = (['I', 'II'] as const).map((part) => {
    const lines = written(part, quarter, insurer).map((cover) => lineOf(cover, insurer));
    return { part, lines, whole: together(lines) };
  });
  const cells = [
    ...cellsOf('T', together(parts.map(({ whole }) => whole))),
    ...parts.flatMap(({ part, lines, whole }) => [
      ...cellsOf(part, whole),
      ...lines.flatMap((line, n) => cellsOf(PARTS[part][n]!, line)),
    ]),
  ];
  const head = { institution: INSURERS[insurer]!.code, period: quarter, revision: 1 };
  return returnOf(TF05, head, cells);
}
