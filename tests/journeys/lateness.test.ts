import { formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { createPool } from '@qianfan/kit/postgres/pool';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { untilReadable } from '../support/province.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
let journals: Pool;
beforeAll(async () => {
  system = await startSystem();
  journals = createPool(system.database.adminUrl);
});
afterAll(async () => {
  await journals?.end();
  await system?.stop();
});

const DECEMBER = { form: 'TF01', period: '2024-12' };
const RELEASE = '2025-01-20T10:00:00+08:00';

const EVERYWHERE = `query ($form: ID!, $period: Period!) {
  reportingPeriod(form: $form, period: $period) {
    deadline received late
    filers { institution { code } status late receivedAt }
  }
  submissions(form: $form, period: $period) { nodes { institution { code } late } }
  submission(institution: "BNK_GZRCB", form: $form, period: $period) { late }
  institution(code: "BNK_GZRCB") { submissions(form: $form, period: $period) { nodes { late } } }
}`;

/** Who is late by every place that says it, each as a list of institutions. */
async function told(asOf?: string): Promise<Record<string, string[]>> {
  const about = { as: 'regulator' as const, ...(asOf && { asOf }) };
  const { data, errors } = await system.query(EVERYWHERE, DECEMBER, about);
  expect(errors).toBeUndefined();
  const { reportingPeriod, submissions, submission, institution } = data;
  const lateOf = (rows: any[]) =>
    rows
      .filter(({ late }) => late)
      .map((row): string => row.institution.code)
      .toSorted();
  const one = ({ late }: { late: boolean }) => (late ? ['BNK_GZRCB'] : []);
  const argv = ['--account', 'regulator', '--json', 'status', '--form', 'TF01'];
  const status = [...argv, '--period', '2024-12', ...(asOf ? ['--as-of', asOf] : [])];
  const cli = (await qianfan(system, status)).json();
  const filers = lateOf(reportingPeriod.filers);
  expect(reportingPeriod.late).toBe(filers.length);
  expect(
    reportingPeriod.filers
      .filter(({ status: it }: any) => it === 'LATE')
      .map((row: any) => row.institution.code),
  ).toEqual(filers);
  return {
    filers,
    submissions: lateOf(submissions.nodes),
    submission: submission ? one(submission) : [],
    institution: institution.submissions.nodes.flatMap(one),
    'status, owed': lateOf(cli.reportingPeriod.filers),
    'status, filed': lateOf(cli.submissions),
  };
}

const everywhere = (...codes: string[]) => ({
  filers: codes,
  submissions: codes,
  submission: codes,
  institution: codes,
  'status, owed': codes,
  'status, filed': codes,
});

/** Opens the period again with another deadline, and says as of when that is known. */
async function due(deadline: string): Promise<string> {
  const [outcome] = await system.services.regulators.writer.submit(
    {
      role: 'REGULATOR',
      institution: 'REG_NFRA_JX',
      jurisdiction: '36',
      actor: 't',
      synthetic: true,
    },
    [
      {
        id: crypto.randomUUID(),
        type: 'regulators.OpenPeriod',
        body: { ...DECEMBER, deadline, release: RELEASE },
      },
    ],
    'test',
  );
  if (outcome?.status !== 'ACCEPTED') throw new Error(JSON.stringify(outcome));
  await untilReadable(system);
  return formatInstant(outcome.receipt.knownAt);
}

const frozenIn = async (): Promise<unknown> => {
  const { rows } = await journals.query(
    `select hash, body::json->>'late' as late from banks.journal
     where key = 'BNK_GZRCB' and period = '2024-12' and type = 'banks.ReturnAccepted.v1' order by pos`,
  );
  return rows;
};

describe('who is late is told alike, by the deadline as known at the cut', () => {
  test('before, between and after extensions of a deadline that was missed', async () => {
    const before = formatInstant(Date.now() * 1000);
    const frozen = await frozenIn();
    expect(await told()).toEqual(everywhere('BNK_GZRCB'));

    const { data } = await system.query(EVERYWHERE, DECEMBER, { as: 'regulator' });
    const { filers } = data.reportingPeriod;
    const { receivedAt } = filers.find((it: any) => it.institution.code === 'BNK_GZRCB');
    const arrival = parseInstant(receivedAt)!;

    // A microsecond short is late, exactly on the deadline is not.
    const short = await due(formatInstant(arrival - 1));
    expect(await told(short)).toEqual(everywhere('BNK_GZRCB'));
    const exact = await due(formatInstant(arrival));
    expect(await told(exact)).toEqual(everywhere());

    // Taken back: he is late again, and so is every other one that came after it.
    const first = filers
      .map((it: any) => parseInstant(it.receivedAt)!)
      .toSorted((a: number, b: number) => a - b)[0];
    const hurried = await due(formatInstant(first));
    const tardy = filers
      .filter((it: any) => parseInstant(it.receivedAt)! > first)
      .map((it: any): string => it.institution.code)
      .toSorted();
    expect(tardy.length).toBeGreaterThan(1);
    expect(await told(hurried)).toMatchObject({ filers: tardy, submissions: tardy });

    // Every earlier cut still says what was known then.
    for (const [cut, codes] of [
      [before, ['BNK_GZRCB']],
      [short, ['BNK_GZRCB']],
      [exact, []],
    ] as const) {
      expect(await told(cut)).toEqual(everywhere(...codes));
    }
    // What a fact says of its lateness stays as it was written, and nobody answers with it.
    expect(await frozenIn()).toEqual(frozen);
  });
});
