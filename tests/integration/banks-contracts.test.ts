import { banks } from '@qianfan/banks/banks';
import type { Principal } from '@qianfan/kit/identity/principal';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { createPool } from '@qianfan/kit/postgres/pool';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { receiptOf, startBanks } from './banks.system.ts';

let system: Awaited<ReturnType<typeof startBanks>>;

const PATIENCE = { timeout: 20_000, interval: 20 };
const COUNTIES = ['360402', '360403', '360702'];

beforeAll(async () => {
  system = await startBanks();
  await system.goLive();
  const accepted = async (...args: Parameters<typeof system.submit>) =>
    expect(receiptOf(await system.submit(...args)).issues).toEqual([]);
  // Four loans of each of two banks: to ENT-1 … ENT-4, in three counties.
  for (const [as, institution] of [
    ['jjb', 'BNK_JJB'],
    ['gzrcb', 'BNK_GZRCB'],
  ] as const) {
    for (let n = 1; n <= 4; n += 1) {
      const body = {
        institution,
        loan: `L-${n}`,
        enterprise: `ENT-${n}`,
        county: COUNTIES[n % 3],
        guarantee: 'CREDIT',
        amount: `${n}000000`,
        rate: '3.45',
        drawnOn: '2024-03-01',
        maturesOn: '2025-09-01',
      };
      await accepted('banks.DrawLoan', body, as);
    }
  }
  const L1 = { institution: 'BNK_JJB', loan: 'L-1' };
  await accepted('banks.RepayLoan', { ...L1, amount: '400000.50', on: '2024-06-01' });
  const classified = { ...L1, classification: 'DOUBTFUL', on: '2024-07-01' };
  await accepted('banks.ClassifyLoan', classified);
  await accepted('banks.WriteOffLoan', { ...L1, loan: 'L-2', amount: '2000000', on: '2024-07-01' });
  for (let n = 1; n <= 2; n += 1) {
    const cover = {
      institution: 'INS_PICC_JX',
      cover: `P-${n}`,
      enterprise: 'ENT-1',
      county: '360402',
      product: 'LAB_SAFETY',
      part: 'I',
      sumInsured: '5000000',
      premium: '12000',
      inception: '2024-03-01',
      expiresOn: '2025-03-01',
    };
    await accepted('banks.IssueCover', cover, 'picc');
  }
  const P1 = { institution: 'INS_PICC_JX', cover: 'P-1' };
  const change = { sumInsuredChange: '-1000000', premiumChange: '0', on: '2024-05-01' };
  await accepted('banks.EndorseCover', { ...P1, ...change }, 'picc');
  await accepted('banks.CancelCover', { ...P1, on: '2024-09-01' }, 'picc');
});
afterAll(() => system.stop());

describe('a loan', () => {
  it('is what its facts have made of it', async () => {
    const { data, errors } = await system.query(
      `{ loan(institution: "BNK_JJB", id: "L-1") {
        id amount { amount unit } balance { amount } rate term classification closed drawnOn changedOn
        institution { code } enterprise { id } county { code } guarantee synthetic } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.loan).toEqual({
      id: 'BNK_JJB/L-1',
      amount: { amount: '1000000.00', unit: 'YUAN' },
      balance: { amount: '599999.50' },
      rate: '3.45',
      term: 'MEDIUM_LONG',
      classification: 'DOUBTFUL',
      closed: false,
      drawnOn: '2024-03-01',
      changedOn: '2024-07-01',
      institution: { code: 'BNK_JJB' },
      enterprise: { id: 'ENT-1' },
      county: { code: '360403' },
      guarantee: 'CREDIT',
      synthetic: true,
    });
  });

  it('of before rates had one text is still read', async () => {
    const owner = createPool(system.database.urls.banks);
    const schema = readSchema('banks', banks.projection.version);
    const change = (rate: string) =>
      owner.query(`update ${schema}.loan set rate = $1 where loan = 'L-4'`, [rate]);
    await change('04.350');
    const asked = '{ loan(institution: "BNK_JJB", id: "L-4") { rate } }';
    const { data, errors } = await system.query(asked);
    await change('3.45');
    await owner.end();
    expect(errors).toBeUndefined();
    expect(data.loan).toEqual({ rate: '4.35' });
  });

  it('is drawn by banks only, and only for the own bank', async () => {
    const body = { institution: 'INS_PICC_JX', loan: 'L-1' };
    expect(await system.submit('banks.RepayLoan', body, 'picc')).toMatchObject({
      status: 'REJECTED',
      issues: [{ code: 'FORBIDDEN' }],
    });
  });
});

describe('lists of loans', () => {
  const list = async (args: string, as: 'jjb' | 'regulator' = 'regulator') => {
    const { data, errors } = await system.query(
      `{ loans(${args}) { totalCount scope nodes { id } pageInfo { hasNextPage endCursor } } }`,
      {},
      { as },
    );
    expect(errors).toBeUndefined();
    return { ...data.loans, ids: data.loans.nodes.map(({ id }: { id: string }) => id) };
  };

  it('filter by lender, borrower, area and whether anything is left', async () => {
    expect((await list('first: 500')).totalCount).toBe(8);
    expect((await list('institution: "BNK_JJB", open: false')).ids).toEqual(['BNK_JJB/L-2']);
    expect((await list('enterprise: "ENT-3"')).ids).toEqual(['BNK_GZRCB/L-3', 'BNK_JJB/L-3']);
    expect((await list('area: "3604"')).totalCount).toBe(6);
    expect((await list('area: "360702"')).ids).toEqual(['BNK_GZRCB/L-2', 'BNK_JJB/L-2']);
    expect(await list('area: "36"', 'jjb')).toMatchObject({ totalCount: 4, scope: 'OWN' });
  });

  it('go on behind their cursor', async () => {
    const first = await list('first: 5');
    expect(first).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: true } });
    const second = await list(`first: 5, after: "${first.pageInfo.endCursor}"`);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(8);
  });

  it('refuse a page that nobody may ask for, and another bank', async () => {
    const codeOf = async (args: string) =>
      (await system.query(`{ loans(${args}) { totalCount } }`)).errors?.[0]?.extensions.code;
    expect(await codeOf('first: 501')).toBe('BAD_USER_INPUT');
    expect(await codeOf('after: "nonsense"')).toBe('BAD_USER_INPUT');
    expect(await codeOf('institution: "BNK_GZRCB"')).toBe('FORBIDDEN');
  });
});

describe('along entities', () => {
  const entities = (type: string, keys: object[], selection: string, as: any = 'regulator') =>
    system.query(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} ${selection} } }`,
      { r: keys.map((key) => ({ __typename: type, ...key })) },
      { as },
    );
  const LOANS = '{ loans(first: 1) { totalCount scope nodes { id } pageInfo { hasNextPage } } }';

  it('enterprises have their loans and covers, a bank its own only', async () => {
    const ids = ['ENT-1', 'ENT-5', 'ENT-4'].map((id) => ({ id }));
    const all = await entities('Enterprise', ids, LOANS);
    expect(all.errors).toBeUndefined();
    expect(all.data._entities.map(({ loans }: any) => loans)).toEqual([
      {
        totalCount: 2,
        scope: 'ALL',
        nodes: [{ id: 'BNK_GZRCB/L-1' }],
        pageInfo: { hasNextPage: true },
      },
      { totalCount: 0, scope: 'ALL', nodes: [], pageInfo: { hasNextPage: false } },
      {
        totalCount: 2,
        scope: 'ALL',
        nodes: [{ id: 'BNK_GZRCB/L-4' }],
        pageInfo: { hasNextPage: true },
      },
    ]);
    const own = await entities('Enterprise', ids, LOANS, 'jjb');
    expect(own.data._entities[0].loans).toMatchObject({ totalCount: 1, scope: 'OWN' });
    expect(own.data._entities[0].loans.nodes).toEqual([{ id: 'BNK_JJB/L-1' }]);
    const covers = await entities('Enterprise', ids, '{ covers { totalCount } }', 'jjb');
    expect(covers.data._entities[0].covers.totalCount).toBe(0);
  });

  it('regions nest: county, city, province', async () => {
    const codes = ['360402', '3604', '36', '360703'].map((code) => ({ code }));
    const { data } = await entities('Region', codes, LOANS);
    expect(data._entities.map(({ loans }: any) => loans.totalCount)).toEqual([2, 6, 8, 0]);
  });

  it('a city’s regulator sees its city', async () => {
    const city: Principal = { ...demoAccounts.regulator, jurisdiction: '3607' };
    const { data } = await system.query('{ loans { nodes { id } } }', {}, { as: city });
    expect(data.loans.nodes).toHaveLength(2);
    const enterprises = await entities(
      'Enterprise',
      [{ id: 'ENT-1' }, { id: 'ENT-2' }],
      LOANS,
      city,
    );
    expect(enterprises.data._entities.map(({ loans }: any) => loans.totalCount)).toEqual([0, 2]);
    const elsewhere = await entities('Region', [{ code: '360402' }], LOANS, city);
    expect(elsewhere.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const one = await system.query(
      '{ loan(institution: "BNK_JJB", id: "L-1") { id } }',
      {},
      { as: city },
    );
    expect(one.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('institutions have theirs; another’s is FORBIDDEN, and so is everything for programmes', async () => {
    const two = [{ code: 'BNK_JJB' }, { code: 'BNK_GZRCB' }];
    const { data } = await entities('Institution', two, LOANS);
    expect(data._entities.map(({ loans }: any) => loans.totalCount)).toEqual([4, 4]);
    const foreign = await entities('Institution', two, LOANS, 'jjb');
    expect(foreign.data._entities[0].loans.totalCount).toBe(4);
    expect(foreign.data._entities[1]).toBeNull();
    expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const programme = await entities('Enterprise', [{ id: 'ENT-1' }], LOANS, 'dost');
    expect(programme.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('a loan’s own reference is loaded for its bank and forbidden to others', async () => {
    const own = await entities(
      'Loan',
      [{ id: 'BNK_JJB/L-1' }, { id: 'BNK_JJB/L-9' }],
      '{ term }',
      'jjb',
    );
    expect(own.data._entities).toEqual([{ term: 'MEDIUM_LONG' }, null]);
    for (const id of ['BNK_GZRCB/L-1', 'BNK_GZRCB/NONE', 'no-slash']) {
      const { errors } = await entities('Loan', [{ id }], '{ term }', 'jjb');
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('covers', () => {
  it('show what is in force on a day', async () => {
    const on = async (day: string) => {
      const { data } = await system.query(
        `{ covers(inForceOn: "${day}") { nodes { id sumInsured { amount } cancelledOn } } }`,
        {},
        { as: 'picc' },
      );
      return data.covers.nodes;
    };
    expect(await on('2024-02-29')).toEqual([]);
    expect(await on('2024-08-31')).toEqual([
      { id: 'INS_PICC_JX/P-1', sumInsured: { amount: '4000000.00' }, cancelledOn: '2024-09-01' },
      { id: 'INS_PICC_JX/P-2', sumInsured: { amount: '5000000.00' }, cancelledOn: null },
    ]);
    expect((await on('2024-09-01')).map(({ id }: any) => id)).toEqual(['INS_PICC_JX/P-2']);
    expect(await on('2025-03-01')).toEqual([]);
  });
});

// last, since the tests above count what there is
describe('what was read can be sent back, and means the same', () => {
  it('of a loan', async () => {
    const LOAN = `{ loan(institution: "BNK_JJB", id: "$") {
      enterprise { id } county { code } product guarantee amount { amount } rate drawnOn maturesOn } }`;
    const read = async (id: string) => {
      const { data } = await system.query(LOAN.replace('$', id));
      const { enterprise, county, product, amount, ...rest } = data.loan;
      return {
        ...rest,
        ...(product && { product }),
        enterprise: enterprise.id,
        county: county.code,
        amount: amount.amount,
      };
    };
    const first = await read('L-3');
    const again = { institution: 'BNK_JJB', loan: 'L-3-AGAIN', ...first };
    expect(receiptOf(await system.submit('banks.DrawLoan', again)).issues).toEqual([]);
    await vi.waitFor(async () => expect(await read('L-3-AGAIN')).toEqual(first), PATIENCE);
  });

  it('of a cover', async () => {
    const read = async (id: string) => {
      const { data } = await system.query(
        `{ covers(institution: "INS_PICC_JX") { nodes { id
        enterprise { id } county { code } product part
        sumInsured { amount } premium { amount } inception expiresOn } } }`,
        {},
        { as: 'picc' },
      );
      const found = data.covers.nodes.find((one: { id: string }) => one.id === `INS_PICC_JX/${id}`);
      const { id: _, enterprise, county, sumInsured, premium, ...rest } = found;
      return {
        ...rest,
        enterprise: enterprise.id,
        county: county.code,
        sumInsured: sumInsured.amount,
        premium: premium.amount,
      };
    };
    const first = await read('P-2');
    const again = { institution: 'INS_PICC_JX', cover: 'P-2-AGAIN', ...first };
    expect(receiptOf(await system.submit('banks.IssueCover', again, 'picc')).issues).toEqual([]);
    await vi.waitFor(async () => expect(await read('P-2-AGAIN')).toEqual(first), PATIENCE);
  });
});
