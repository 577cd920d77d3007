import { DEMO_ENTERPRISES } from '@qianfan/demo/cast/enterprises';
import { formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { describe, expect, it } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { auditor, auditorSuite, db, REGULATORS, system } from './auditor.fixture.ts';

auditorSuite();

const figure = (series: string, change = 'LEVEL') => `${series}:${change}:2024-12`;
const RETURN = (metric: string, population: string, reporter = '_T') =>
  `${metric}.${population}.${reporter}.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M`;

describe('I8 trace', () => {
  it.each([
    figure(RETURN('LN_BAL', 'HNTE')),
    figure(RETURN('LN_BAL', 'HNTE', 'BNK_JJB')),
    figure(RETURN('LN_BRW', 'TECH_LOAN')),
    figure(RETURN('LN_DISB', 'TECH_ENT')),
    figure(RETURN('LN_BAL', 'HNTE'), 'YOY'),
    figure(RETURN('LN_BAL', 'HNTE'), 'YOY.AS_PUBLISHED'),
    figure(RETURN('LN_BAL', 'HNTE', 'BNK_JJB'), 'SHARE-_T'),
    figure(RETURN('R_NPL', 'HNTE')),
    figure(RETURN('R_NPL', 'HNTE'), 'PP_YOY'),
    figure(RETURN('R_COV_LOAN', 'HNTE')),
    figure('LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M'),
    figure('LN_BRW.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M'),
    figure('LN_BAL._T._T.3604._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M'),
    figure('INS_COVER_INFORCE._T._T.36._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M'),
    figure('KDT_FILED_BAL._T._T.36._T._T._T._T.KDT.PRG_DOST.EVENT.M'),
  ])('%s is what its facts add up to', async (id) => {
    const { exit, json, stderr } = await auditor('--json', 'trace', id);
    expect(stderr).toBe('');
    const { verdict, facts, figure: traced } = json();
    expect({ exit, verdict, id: traced.figureId }).toEqual({ exit: 0, verdict: 'EQUAL', id });
    expect(facts.length).toBeGreaterThan(0);
    for (const { position, hash } of facts) {
      const [service, partition, pos] = position.split('/');
      const stored = await db.query(
        `select hash from ${service}.journal where partition = $1 and pos = $2`,
        [partition, pos],
      );
      expect(stored.rows).toEqual([{ hash }]);
    }
  });

  it('tells the value, and the facts, of an earlier instant', async () => {
    const id = figure(RETURN('LN_BAL', 'HNTE', 'BNK_JJB'));
    const now = (await auditor('--json', 'trace', id)).json();
    const then = (await auditor('--json', 'trace', id, '--as-of', '2025-01-31')).json();
    expect(then.verdict).toBe('EQUAL');
    expect(Number(then.figure.value)).toBeLessThan(Number(now.figure.value));
    expect(then.facts[0].position).not.toBe(now.facts[0].position);
  });

  it('shows a bank its own facts only, and says so', async () => {
    const argv = ['--account', 'jjb', '--json', 'trace', figure(RETURN('LN_BAL', 'HNTE'))];
    const { exit, json } = await qianfan(system, argv);
    expect({ exit, verdict: json().verdict }).toEqual({ exit: 0, verdict: 'OWN_FACTS_ONLY' });
    expect(new Set(json().facts.map((fact: any) => fact.institution))).toEqual(
      new Set(['BNK_JJB']),
    );
  });

  it('prints a table for people', async () => {
    const { stdout } = await auditor('trace', figure(RETURN('LN_BAL', 'HNTE')));
    expect(stdout).toMatch(/BNK_JJB +[\d.]+/);
    expect(stdout).toContain('恰好构成该数');
    expect((await auditor('trace', 'LN_BAL')).exit).toBe(2);
  });
});

describe('replay', () => {
  it.each(['2023-06-30', '2024-01-31', '2025-01-10', '2025-02-01', undefined])(
    'I2 I3 until %s equals what is served as of then',
    async (until) => {
      const { exit, lines } = await auditor(
        '--json',
        'replay',
        ...(until ? ['--until', until] : []),
      );
      const verdicts = lines().filter(({ step }) => step === 'VERDICT');
      expect(verdicts).toMatchObject([
        { service: 'regulators', equal: true },
        { service: 'banks', equal: true },
        { service: 'programmes', equal: true },
      ]);
      expect(exit).toBe(0);
      const submissions = lines().find(
        ({ step, table }) => step === 'TABLE' && table === 'submission',
      );
      const { data } = await system.query(`{ submissions { totalCount } }`, {}, { asOf: until });
      expect(submissions.live.rows).toBe(data.submissions.totalCount);
    },
  );

  it('names a row of the live read model that history does not say', async () => {
    const change = (fen: number) =>
      db.query(
        `update ${REGULATORS}.loan_posting set balance_change = balance_change + $1
        where (partition, pos) = (select partition, pos from ${REGULATORS}.loan_posting order by partition, pos limit 1)`,
        [fen],
      );
    await change(1);
    const { exit, stdout } = await auditor('replay', '--service', 'regulators');
    await change(-1);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/✗ +regulators +loan_posting/);
    expect(stdout).toContain('仅重放：');
    expect((await auditor('replay', '--service', 'regulators')).exit).toBe(0);
  });

  it('is refused for the future, and for a bank', async () => {
    const future = await auditor('replay', '--until', '2099-01-01T00:00:00Z');
    expect(future.exit).toBe(5);
    const bank = await qianfan(system, ['--account', 'jjb', 'replay']);
    expect(bank.exit).toBe(4);
  });
});

describe('while commands pour in', () => {
  it('verify finds nothing and replay is equal', async () => {
    let done = false;
    let sent = 0;
    const exits: number[] = [];
    const pouring = (async () => {
      while (!done) {
        const commands = Array.from({ length: 20 }, () => {
          sent += 1;
          return {
            id: `pour-${sent}`,
            type: 'banks.DrawLoan',
            body: {
              institution: 'BNK_CMB_NC',
              loan: `POUR-${sent}`,
              enterprise: DEMO_ENTERPRISES[0]!.id,
              county: '360102',
              guarantee: 'CREDIT',
              amount: '10000.00',
              rate: '3.1',
              drawnOn: '2025-03-03',
              maturesOn: '2026-03-02',
            },
          };
        });
        const argv = ['--account', 'cmb', 'submit', '-'];
        exits.push((await qianfan(system, argv, JSON.stringify(commands))).exit);
      }
    })();
    const runs: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      runs.push((await auditor('verify')).exit, (await auditor('replay')).exit);
    }
    done = true;
    await pouring;
    expect(runs).toEqual(Array(6).fill(0));
    expect(exits.length).toBeGreaterThan(1);
    expect(new Set(exits)).toEqual(new Set([0]));
    const before = formatInstant(parseInstant('2025-03-01T00:00:00+08:00')!);
    expect((await auditor('replay', '--until', before)).exit).toBe(0);
  });
});
