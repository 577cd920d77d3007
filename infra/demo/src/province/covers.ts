import type { IssueCover } from '@qianfan/schema/commands/banks';
import { addMonths } from '@qianfan/schema/kernel/period';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import type { Firm } from './firms.ts';
import { INSURERS } from './organisations.ts';
import { between, hash } from './random.ts';

const PICC = 'INS_PICC_JX';
const PART_I = ['RD_LOSS', 'RD_LIABILITY', 'IP_INFRINGEMENT', 'FIRST_SET', 'CYBER'];
const PART_II = ['PROPERTY', 'EMPLOYER_LIABILITY', 'CREDIT_GUARANTEE'];
/** The first five insurers report single covers. */
const REPORTING = 5;
const EACH = 60;

const issued = (body: IssueCover): DemoCommand =>
  commandAt(instantOf(addDays(body.inception, 1), '09:10'), {
    id: `cover:${body.institution}:${body.cover}`,
    type: 'banks.IssueCover',
    body,
  });

/** 实验室安全责任险: the one cover that was published, 500 万元 in 赣州 in 2024. */
const labCover = (firm: Firm): DemoCommand =>
  issued({
    institution: PICC,
    cover: 'P1-LAB-0001',
    enterprise: firm.id,
    county: firm.county,
    product: 'LAB_SAFETY',
    part: 'I',
    sumInsured: '5000000.00',
    premium: '12500.00',
    inception: '2024-06-18',
    expiresOn: '2025-06-18',
  });

function coverAt(insurer: number, n: number, firms: readonly Firm[]): DemoCommand {
  const year = n % 5 === 0 ? 2023 : 2024;
  const part = year === 2023 || n % 2 === 0 ? 'I' : 'II';
  const products = part === 'I' ? PART_I : PART_II;
  const firm = firms[hash(181, insurer, n) % firms.length]!;
  const month = String(between(2, 12, 182, insurer, n)).padStart(2, '0');
  const inception = `${year}-${month}-0${between(1, 9, 183, insurer, n)}`;
  const wan = 50 * between(2, 60, 184, insurer, n);
  return issued({
    institution: INSURERS[insurer]!.code,
    cover: `P${part === 'I' ? 1 : 2}-${year}-${String(n + 1).padStart(3, '0')}`,
    enterprise: firm.id,
    county: firm.county,
    product: products[n % products.length]!,
    part,
    sumInsured: `${wan}0000.00`,
    premium: `${wan * 25}.00`,
    inception,
    expiresOn: addMonths(inception, 12),
  });
}

export function coverCommands(firms: readonly Firm[]): DemoCommand[] {
  const inGanzhou = firms.find(({ county, classes }) => county.startsWith('3607') && classes)!;
  return [
    labCover(inGanzhou),
    ...Array.from({ length: REPORTING }, (_, insurer) =>
      Array.from({ length: EACH }, (_, n) => coverAt(insurer, n, firms)),
    ).flat(),
  ];
}
