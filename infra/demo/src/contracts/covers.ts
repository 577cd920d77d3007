import { formatYuan } from '@qianfan/schema/kernel/money';
import { addMonths } from '@qianfan/schema/kernel/period';
import { chanceOf } from '../chance.ts';
import { DEMO_ENTERPRISES } from '../cast/enterprises.ts';
import { addDays, commandAt, type DemoCommand } from '../command.ts';
import { nextMorning } from './loan-commands.ts';

const INSURER = 'INS_PICC_JX';
const PART_I = ['RD_LOSS', 'RD_LIABILITY', 'IP_INFRINGEMENT', 'LAB_SAFETY', 'CYBER'];
const PART_II = ['PROPERTY', 'EMPLOYER_LIABILITY', 'CREDIT_GUARANTEE'];
/** In steps of 500,000 yuan; the premium is 0.25 %. */
const STEP = 50_000_000n;

interface DemoCover {
  id: string;
  enterprise: (typeof DEMO_ENTERPRISES)[number];
  part: 'I' | 'II';
  product: string;
  sumInsured: bigint;
  inception: string;
  renews?: string;
}

/** Cover of tech entities (part II) is in the statistics from 2024 on only: the break of the series. */
const YEARS = [
  { year: '2023', part: 'I', count: 14, products: PART_I },
  { year: '2024', part: 'I', count: 18, products: PART_I },
  { year: '2024', part: 'II', count: 20, products: PART_II },
] as const;

function coversOf(): DemoCover[] {
  const chance = chanceOf(97);
  return YEARS.flatMap(({ year, part, count, products }) =>
    Array.from({ length: count }, (_, n): DemoCover => {
      const month = String(chance.int(2, 12)).padStart(2, '0');
      return {
        id: `${part === 'I' ? 'P1' : 'P2'}-${year}-${String(n + 1).padStart(3, '0')}`,
        enterprise: DEMO_ENTERPRISES[(n * 7 + (part === 'I' ? 0 : 3)) % DEMO_ENTERPRISES.length]!,
        part,
        product: products[n % products.length]!,
        sumInsured: STEP * BigInt(chance.int(2, 40)),
        inception: `${year}-${month}-01`,
        // The enterprise at place n is the same each year: the first ten come back.
        ...(year === '2024' && part === 'I' && n < 10
          ? { renews: `P1-2023-${String(n + 1).padStart(3, '0')}` }
          : {}),
      };
    }),
  );
}

export const DEMO_COVERS: readonly DemoCover[] = coversOf();

const issued = (cover: DemoCover): DemoCommand =>
  commandAt(nextMorning(cover.inception), {
    id: `cover:${cover.id}:issued`,
    type: 'banks.IssueCover',
    body: {
      institution: INSURER,
      cover: cover.id,
      enterprise: cover.enterprise.id,
      county: cover.enterprise.county,
      product: cover.product,
      part: cover.part,
      sumInsured: formatYuan(cover.sumInsured),
      premium: formatYuan(cover.sumInsured / 400n),
      inception: cover.inception,
      expiresOn: addMonths(cover.inception, 12),
      ...(cover.renews ? { renews: cover.renews } : {}),
    },
  });

/** Every sixth cover is raised by a fifth after two months, every ninth ends after five. */
function changes(cover: DemoCover, order: number): DemoCommand[] {
  const raisedOn = addDays(cover.inception, 60);
  const endedOn = addDays(cover.inception, 150);
  const body = { institution: INSURER, cover: cover.id };
  const raised = commandAt(nextMorning(raisedOn), {
    id: `cover:${cover.id}:endorsed`,
    type: 'banks.EndorseCover',
    body: {
      ...body,
      sumInsuredChange: formatYuan(cover.sumInsured / 5n),
      premiumChange: formatYuan(cover.sumInsured / 2000n),
      on: raisedOn,
    },
  });
  const ended = commandAt(nextMorning(endedOn), {
    id: `cover:${cover.id}:cancelled`,
    type: 'banks.CancelCover',
    body: { ...body, on: endedOn },
  });
  return [
    ...(order % 6 === 1 && raisedOn <= LAST_CHANGE ? [raised] : []),
    ...(order % 9 === 4 && endedOn <= LAST_CHANGE ? [ended] : []),
  ];
}

const LAST_CHANGE = '2025-02-20';

export const coverCommands = (): DemoCommand[] =>
  DEMO_COVERS.flatMap((cover, order) => [issued(cover), ...changes(cover, order)]);
