import type { FileLoan, SettleFiling } from '@qianfan/schema/commands/programmes';
import { addMonths } from '@qianfan/schema/kernel/period';
import { expect, it } from 'vitest';
import { filingsOf } from './filings.ts';
import { firmsOf } from './firms.ts';
import { kedaitongCommands } from './kedaitong.ts';
import { listsOfProvince } from './lists.ts';
import { kdtPool } from './pool.ts';
import { kdtBankOf } from './relations.ts';
import { ruralBorrowers } from './rural.ts';

const firms = firmsOf(7_000);
const pool = kdtPool(firms);
const lists = listsOfProvince(firms, new Map(pool.map(({ index }, place) => [index, place])));
const rural = new Map(ruralBorrowers(firms, lists).map((one) => [one.firm.index, one]));
const filings = filingsOf(pool, (firm) => kdtBankOf(firm, rural).code);
const commands = kedaitongCommands(filings).toSorted((a, b) => a.knownAt - b.knownAt);

it('a loan is filed when region, bank, outlet and list take it, within the limits, and settled afterwards', () => {
  const joined = new Map<string, string>();
  const left = new Map<string, number>();
  const ofFirm = new Map<string, number>();
  const firmOf = new Map<string, string>();
  const takesPart = (who: string, on: string) => (joined.get(who) ?? '9999') <= on;
  for (const { id, type, body } of commands) {
    const { region, bank, outlet, on } = body as Record<string, string>;
    switch (type) {
      case 'programmes.JoinRegion':
        joined.set(region!, on!);
        break;
      case 'programmes.JoinBank':
        joined.set(bank!, on!);
        break;
      case 'programmes.EnrolOutlet':
        expect(takesPart(bank!, on!), id).toBe(true);
        joined.set(outlet!, on!);
        break;
      case 'programmes.FileLoan': {
        const filed = body as FileLoan;
        const { county, filedOn, maturesOn, amount, enterprise } = filed;
        const firm = Number(enterprise.slice(1)) - 1;
        expect(takesPart(county, filedOn) || takesPart(county.slice(0, 4), filedOn), id).toBe(true);
        expect(takesPart(filed.bank, filedOn), id).toBe(true);
        expect(!filed.outlet || takesPart(filed.outlet, filedOn), id).toBe(true);
        expect(lists.isListed('TSME', firm, filedOn), id).toBe(true);
        expect(maturesOn <= addMonths(filedOn, 12) && Number(amount) <= 5_000_000, id).toBe(true);
        left.set(`${filed.bank} ${filed.loan}`, Number(amount));
        ofFirm.set(enterprise, (ofFirm.get(enterprise) ?? 0) + Number(amount));
        firmOf.set(`${filed.bank} ${filed.loan}`, enterprise);
        expect(ofFirm.get(enterprise), id).toBeLessThanOrEqual(5_000_000);
        break;
      }
      case 'programmes.SettleFiling': {
        const { loan, amount } = body as SettleFiling;
        const rest = left.get(`${bank} ${loan}`)! - Number(amount);
        expect(rest, id).toBeGreaterThanOrEqual(0);
        left.set(`${bank} ${loan}`, rest);
        const enterprise = firmOf.get(`${bank} ${loan}`)!;
        ofFirm.set(enterprise, ofFirm.get(enterprise)! - Number(amount));
        break;
      }
    }
  }
  expect(left.size).toBe(filings.length);
});

it('up to 2020 there were 902 loans of 24.25 亿, 512 of them in that year', () => {
  const early = filings.filter(({ filedOn }) => filedOn < '2021-01-01');
  expect(early).toHaveLength(902);
  expect(early.filter(({ filedOn }) => filedOn >= '2020-01-01')).toHaveLength(512);
  expect(early.reduce((sum, { amount }) => sum + amount, 0)).toBe(242_500);
});
