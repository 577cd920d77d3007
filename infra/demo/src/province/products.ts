import { addMonths } from '@qianfan/schema/kernel/period';
import { addDays } from '../command.ts';
import { allocate } from './allocate.ts';
import type { Firm } from './firms.ts';
import { ENTERPRISE_BITS, ISME_BIT, type Lists, SRDI_BIT } from './lists.ts';
import type { ProvinceLoan } from './loans.ts';
import { between, chance, hash, shuffled } from './random.ts';

/** A credit line; the limit in 万元. */
export interface ProvinceLine {
  line: string;
  firm: Firm;
  product?: string;
  limit: number;
  grantedOn: string;
}

export interface Products {
  lines: ProvinceLine[];
  loans: ProvinceLoan[];
  /** Who borrows from these banks because of them. */
  borrowers: { bank: string; firm: Firm }[];
}

export const CMB = 'BNK_CMB_NC';
const JJB = 'BNK_JJB';
const WAN = 100;

/** CMB's lines to 873 firms, 690 of them innovative SMEs; its 科创贷 (44, 30 SRDI); 九江银行's 数智贷 to 162. */
export function productsOf(firms: readonly Firm[], lists: Lists): Products {
  const mixed = shuffled(firms, 131, ({ index }) => index);
  const december = lists.rowsOn('2024-12-31');
  const march = lists.rowsOn('2025-03-31');
  const has = (rows: Uint16Array, { index }: Firm, bits: number) => (rows[index]! & bits) !== 0;
  const isme = mixed.filter((firm) => has(december, firm, ISME_BIT)).slice(0, 690);
  const others = mixed
    .filter((firm) => has(december, firm, ENTERPRISE_BITS) && !has(december, firm, ISME_BIT))
    .slice(0, 183);
  const clients = [...isme, ...others];
  const srdi = clients.filter((firm) => has(march, firm, SRDI_BIT)).slice(0, 30);
  const plain = clients.filter((firm) => !has(march, firm, SRDI_BIT)).slice(0, 14);
  const kechuang = [...srdi, ...plain];
  const drawn = split(19_600, kechuang, 132);
  const digital = mixed
    .filter(({ industries }) => industries.includes('1.2.1') || industries.includes('1.2.2'))
    .slice(0, 162);
  const owed = split(58_400, digital, 133);
  return {
    lines: [...clients.map(lineOf), ...kechuang.map((firm, n) => kechuangLine(firm, drawn[n]!))],
    loans: [
      ...kechuang.flatMap((firm, n) => kechuangLoans(firm, drawn[n]!)),
      ...digital.map((firm, n) => digitalLoan(firm, owed[n]!)),
    ],
    borrowers: [
      ...kechuang.map((firm) => ({ bank: CMB, firm })),
      ...digital.map((firm) => ({ bank: JJB, firm })),
    ],
  };
}

/** Whole 万元. */
const split = (total: number, firms: readonly Firm[], salt: number): number[] =>
  allocate(
    total,
    firms.map(({ index }) => between(40, 160, salt, index)),
  );

const lineOf = (firm: Firm): ProvinceLine => ({
  line: `C-${firm.id}`,
  firm,
  limit: 50 * between(4, 60, 134, firm.index),
  grantedOn: addDays('2022-03-01', hash(135, firm.index) % 1020),
});

const kechuangDay = ({ index }: Firm): string => addDays('2024-04-08', hash(136, index) % 345);

/** Never over the product's 3,000 万元. */
const kechuangLine = (firm: Firm, drawn: number): ProvinceLine => ({
  line: `KC-${firm.id}`,
  firm,
  product: 'KECHUANGDAI',
  limit: Math.min(3_000, Math.ceil((drawn * between(110, 240, 137, firm.index)) / 1_000) * 10),
  grantedOn: kechuangDay(firm),
});

const loan = (
  bank: string,
  firm: Firm,
  id: string,
  amount: number,
  on: string,
  months: number,
) => ({
  id,
  bank,
  enterprise: firm.id,
  firm: firm.index,
  county: firm.county,
  guarantee: 'CREDIT' as const,
  amount: amount * WAN,
  rate: between(310, 420, 138, firm.index),
  drawnOn: on,
  maturesOn: addMonths(on, months),
  isLong: months > 12,
  repayments: [],
});

/** Drawn a few days after the line was granted; one in six repaid part of a larger loan. */
function kechuangLoans(firm: Firm, left: number): ProvinceLoan[] {
  const on = addDays(kechuangDay(firm), 4);
  const paidOn = addMonths(on, 2);
  const paid = chance(16, 139, firm.index) && paidOn <= '2025-03-25' ? 20 : 0;
  const made = loan(CMB, firm, `KC-${firm.id}-1`, left + paid, on, 12);
  const repayments = paid > 0 ? [{ on: paidOn, amount: paid * WAN }] : [];
  return [{ ...made, product: 'KECHUANGDAI', repayments }];
}

const digitalLoan = (firm: Firm, owed: number): ProvinceLoan => ({
  ...loan(JJB, firm, `SZ-${firm.id}`, owed, addDays('2023-05-10', hash(140, firm.index) % 590), 24),
  product: 'SHUZHIDAI',
});
