import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, nextId, receiptOf, returned, START, startBanks } from './banks.system.ts';

let system: Awaited<ReturnType<typeof startBanks>>;

beforeAll(async () => {
  system = await startBanks();
});
afterAll(() => system.stop());

const type = 'banks.SubmitReturn';

const SUBMISSION = `query ($institution: ID!, $form: ID!, $period: Period!) {
  submission(institution: $institution, form: $form, period: $period) {
    id revision late receivedAt digest position status synthetic
    institution { code }
    cells { row column value }
    changes { row column before after }
    history { revision knownAt changes { row column before after } }
    refusals { totalCount nodes { commandId revision issues { code row column found expected message { zh en } } } }
  }
}`;
const JJB = { institution: 'BNK_JJB', form: 'TF01', period: '2024-12' };

const cellOf = (submission: any, row: string, column: string): string =>
  submission.cells.find((cell: any) => cell.row === row && cell.column === column).value;

describe('history that is imported', () => {
  it('takes a late bank and a correction weeks later, at their original instants', async () => {
    const first = await system.imported(type, returned(1, 1000), 0);
    expect(first).toMatchObject({ outcome: 'ACCEPTED', knownAt: START });
    const corrected = await system.imported(type, returned(2, 1100), 24 * 30);
    expect(corrected).toMatchObject({ outcome: 'ACCEPTED', knownAt: START + 720 * HOUR });
    const late = await system.imported(type, returned(1, 500, 'BNK_GZRCB'), 24 * 5);
    expect(late.outcome).toBe('ACCEPTED');
    await system.goLive();
  });

  it('shows the old value before the correction and the new one after it', async () => {
    const before = await system.query(SUBMISSION, JJB, { cut: START + HOUR });
    expect(before.errors).toBeUndefined();
    expect(before.data.submission).toMatchObject({ id: 'BNK_JJB/TF01/2024-12', revision: 1 });
    expect(cellOf(before.data.submission, '1', 'D')).toBe('1700.00');
    expect(before.data.submission.history).toHaveLength(1);

    const { data } = await system.query(SUBMISSION, JJB);
    expect(data.submission).toMatchObject({ revision: 2, late: false, status: 'ACCEPTED' });
    expect(cellOf(data.submission, '1', 'D')).toBe('1800.00');
    expect(data.submission.changes).toContainEqual({
      row: '1',
      column: 'D',
      before: '1700.00',
      after: '1800.00',
    });
    expect(data.submission.history.map(({ revision }: any) => revision)).toEqual([1, 2]);
    expect(data.submission.history[0].changes).toEqual([]);
  });

  it('is null where nothing was filed, and a refusal where there is no such form', async () => {
    const unfiled = await system.query(SUBMISSION, { ...JJB, period: '2023-01' });
    expect([unfiled.data, unfiled.errors]).toEqual([{ submission: null }, undefined]);
    const { errors } = await system.query(SUBMISSION, { ...JJB, form: 'TF99' });
    expect(errors![0]!.extensions['code']).toBe('UNKNOWN_FORM_CODE');
  });

  it('gives the annex of what stood then, page by page', async () => {
    const ANNEX = `query ($institution: ID!, $form: ID!, $period: Period!, $after: String) {
      submission(institution: $institution, form: $form, period: $period) { borrowers(first: 1, after: $after) {
        totalCount nodes { enterprise { id } counted { column rows } } pageInfo { hasNextPage endCursor } } } }`;
    const page = async (after?: string, more = {}) =>
      (await system.query(ANNEX, { ...JJB, after }, more)).data.submission.borrowers;
    const filed = ['A', 'C'].map((column) => ({ column, rows: ['1.1.1', '1.2.4'] }));
    const first = await page(undefined, { cut: START + HOUR });
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect(first.nodes).toEqual([{ enterprise: { id: 'ENT-1' }, counted: filed }]);
    const second = await page(first.pageInfo.endCursor);
    expect(second.nodes).toEqual([{ enterprise: { id: 'ENT-2' }, counted: filed }]);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const behind = await page(second.pageInfo.endCursor);
    expect(behind).toMatchObject({ nodes: [], totalCount: 2, pageInfo: { hasNextPage: false } });
    const { errors } = await system.query(ANNEX, JJB, { as: 'gzrcb' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('remembers who was late', async () => {
    const variables = { ...JJB, institution: 'BNK_GZRCB' };
    const { data } = await system.query(SUBMISSION, variables, { as: 'regulator' });
    expect(data.submission.late).toBe(true);
  });
});

describe('a bank submits', () => {
  it('with three typical mistakes: refused, all three named; fixed: a receipt', async () => {
    const body = returned(1, 1000, 'BNK_JJB', '2024-11');
    const wrong = written(body, { '1.2.4/G': '9999.00', '1.1.1/C': '7', '1/H': 'n/a' });
    const refused = receiptOf(await system.submit(type, wrong));
    expect(refused).toMatchObject({ type: 'banks.ReturnRefused.v1', outcome: 'REFUSED' });
    expect(new Set(refused.issues.map(({ code }) => code))).toEqual(
      new Set(['S-04', 'V-02', 'V-04', 'V-05', 'V-07']),
    );
    expect(receiptOf(await system.submit(type, body)).outcome).toBe('ACCEPTED');
    const { data } = await system.query(SUBMISSION, { ...JJB, period: '2024-11' });
    expect(data.submission.refusals).toMatchObject({
      totalCount: 1,
      nodes: [{ commandId: refused.commandId, revision: 1 }],
    });
    expect(data.submission.refusals.nodes[0].issues).toHaveLength(refused.issues.length);
  });

  it('again with the same id or another, in another spelling: the same receipt', async () => {
    const body = returned(3, 1200);
    const id = nextId();
    const first = receiptOf(await system.submit(type, body, 'jjb', id));
    expect(first.outcome).toBe('ACCEPTED');
    expect(receiptOf(await system.submit(type, body, 'jjb', id))).toEqual(first);
    const spelt = {
      ...body,
      cells: body.cells.toReversed(),
      borrowers: body.borrowers.toReversed(),
    };
    expect(receiptOf(await system.submit(type, spelt))).toEqual(first);
  });

  it('with an id that another body has: a conflict, and nothing is written', async () => {
    const id = nextId();
    receiptOf(await system.submit(type, returned(4, 1300), 'jjb', id));
    const outcome = await system.submit(type, returned(5, 1301), 'jjb', id);
    expect(outcome).toMatchObject({ status: 'REJECTED', issues: [{ code: 'CONFLICT' }] });
  });

  it('A → B → A are three revisions, and a late duplicate of A changes nothing', async () => {
    const revise = async (revision: number, wan: number) =>
      receiptOf(await system.submit(type, returned(revision, wan)));
    const a = await revise(5, 1400);
    const b = await revise(6, 1500);
    const again = await revise(7, 1400);
    expect([a, b, again].map(({ outcome }) => outcome)).toEqual(Array(3).fill('ACCEPTED'));
    expect(new Set([a, b, again].map(({ digest }) => digest)).size).toBe(3);
    expect(await revise(5, 1400)).toEqual(a);
    const stale = await revise(6, 1400);
    expect(stale.issues.map(({ code }) => code)).toEqual(['STALE_REVISION']);
    const { data } = await system.query(SUBMISSION, JJB);
    expect(data.submission.revision).toBe(7);
  });

  it('many at once: each revision is accepted once, whoever comes first', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => system.submit(type, returned(8, 2000 + (n % 4)))),
    );
    const receipts = outcomes.map(receiptOf);
    const accepted = receipts.filter(({ outcome }) => outcome === 'ACCEPTED');
    expect(new Set(accepted.map(({ partition, pos }) => `${partition}/${pos}`)).size).toBe(1);
    expect(accepted).toHaveLength(5);
  });

  it('for another institution: forbidden, and nothing is written', async () => {
    const outcome = await system.submit(type, returned(2, 1, 'BNK_GZRCB'));
    expect(outcome).toMatchObject({ status: 'REJECTED', issues: [{ code: 'FORBIDDEN' }] });
  });
});

describe('through GraphQL', () => {
  const SUBMIT = `mutation ($input: SubmitReturnInput!) {
    submitReturn(input: $input) { status commandId receipt { position digest hash } issues { code row column } }
  }`;
  const inputOf = ({ borrowers, ...body }: SubmitReturn, id = nextId()) => ({
    id,
    ...body,
    borrowers: borrowers.map(({ enterprise, rows }) => ({
      enterprise,
      counted: Object.entries(rows).map(([column, named]) => ({ column, rows: named })),
    })),
  });

  it('the same return has the same receipt as through the command port', async () => {
    const body = returned(9, 3000);
    const receipt = receiptOf(await system.submit(type, body));
    const { data, errors } = await system.query(SUBMIT, { input: inputOf(body) });
    expect(errors).toBeUndefined();
    expect(data.submitReturn).toMatchObject({
      status: 'ACCEPTED',
      receipt: {
        digest: receipt.digest,
        hash: receipt.hash,
        position: `banks/${receipt.partition}/${receipt.pos}`,
      },
    });
  });

  it('a refusal names rows and columns', async () => {
    const body = written(returned(10, 3000), { '1.2.4/G': '9999.00' });
    const { data } = await system.query(SUBMIT, { input: inputOf(body) });
    expect(data.submitReturn.status).toBe('REFUSED');
    expect(data.submitReturn.issues).toContainEqual({ code: 'V-02', row: '1.2.4', column: 'G' });
  });

  it('another institution’s is FORBIDDEN at every field that names it', async () => {
    const input = inputOf(returned(2, 1, 'BNK_GZRCB'));
    const { errors } = await system.query(SUBMIT, { input });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const institution of ['BNK_GZRCB', 'BNK_NOBODY']) {
      const one = await system.query(SUBMISSION, { ...JJB, institution });
      expect(one.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const listed = `{ submissions(institution: "${institution}") { totalCount } }`;
      expect((await system.query(listed)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const entity = `{ _entities(representations: [{ __typename: "Submission", id: "${institution}/TF01/2024-12" }]) { ... on Submission { revision } } }`;
      expect((await system.query(entity)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const programme = await system.query(SUBMISSION, JJB, { as: 'dost' });
    expect(programme.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('lists page by page, a bank’s own only, and says so', async () => {
    const LIST = `query ($after: String) { submissions(first: 2, after: $after) {
      scope totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const own = (await system.query(LIST)).data.submissions;
    expect(own).toMatchObject({ scope: 'OWN', totalCount: 2 });
    const first = (await system.query(LIST, {}, { as: 'regulator' })).data.submissions;
    expect(first).toMatchObject({ scope: 'ALL', totalCount: 3, pageInfo: { hasNextPage: true } });
    const after = first.pageInfo.endCursor;
    const second = (await system.query(LIST, { after }, { as: 'regulator' })).data.submissions;
    const ids = [...first.nodes, ...second.nodes].map(({ id }) => id);
    expect(ids).toEqual(['BNK_GZRCB/TF01/2024-12', 'BNK_JJB/TF01/2024-11', 'BNK_JJB/TF01/2024-12']);
  });

  it('an institution’s submissions and refusals hang on its entity', async () => {
    const { data, errors } = await system.query(
      `{ _entities(representations: [{ __typename: "Institution", code: "BNK_JJB" }]) {
        ... on Institution { submissions { totalCount } refusals(first: 1) { totalCount nodes { command } pageInfo { hasNextPage } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data._entities[0].submissions.totalCount).toBe(2);
    expect(data._entities[0].refusals.nodes).toEqual([{ command: type }]);
    expect(data._entities[0].refusals.totalCount).toBeGreaterThan(15);
  });

  const REFUSALS = `query ($form: ID, $period: Period, $institution: ID, $first: Int, $after: String) {
    refusals(form: $form, period: $period, institution: $institution, first: $first, after: $after) {
      scope totalCount pageInfo { hasNextPage endCursor } nodes { institution { code } period commandId issues { code } }
    }
  }`;

  it('all refusals of a period are one list, page by page; a bank’s list is its own', async () => {
    const period = { form: 'TF01', period: '2024-12' };
    const theirs = returned(9, 100, 'BNK_GZRCB');
    expect(receiptOf(await system.submit(type, theirs, 'gzrcb')).outcome).toBe('REFUSED');
    const whole = await system.query(REFUSALS, { ...period, first: 500 }, { as: 'regulator' });
    expect(whole.errors).toBeUndefined();
    const { scope, totalCount, nodes } = whole.data.refusals;
    expect([scope, nodes.length]).toEqual(['ALL', totalCount]);
    const codes = nodes.map(({ institution }: any) => institution.code);
    expect([codes[0], new Set(codes).size]).toEqual(['BNK_GZRCB', 2]);

    const paged = [];
    for (let after: string | undefined, more = true; more;) {
      const { data } = await system.query(
        REFUSALS,
        { ...period, first: 7, after },
        { as: 'regulator' },
      );
      paged.push(...data.refusals.nodes);
      ({ hasNextPage: more, endCursor: after } = data.refusals.pageInfo);
    }
    expect(paged).toEqual(nodes);

    const own = await system.query(REFUSALS, period, { as: 'gzrcb' });
    expect(own.data.refusals).toMatchObject({
      scope: 'OWN',
      totalCount: 1,
      nodes: [{ institution: { code: 'BNK_GZRCB' } }],
    });
    const other = { ...period, institution: 'BNK_JJB' };
    const { errors } = await system.query(REFUSALS, other, { as: 'gzrcb' });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('returns that were corrected are asked for alone', async () => {
    const ids = async (corrected: boolean) =>
      (
        await system.query(
          `query ($corrected: Boolean) { submissions(corrected: $corrected) { nodes { id } } }`,
          { corrected },
          { as: 'regulator' },
        )
      ).data.submissions.nodes.map(({ id }: any) => id);
    expect(await ids(true)).toEqual(['BNK_JJB/TF01/2024-12']);
    expect(await ids(false)).toEqual(['BNK_GZRCB/TF01/2024-12', 'BNK_JJB/TF01/2024-11']);
  });
});

function written(body: SubmitReturn, changes: Record<string, string>): SubmitReturn {
  const cells = body.cells.map((cell) => ({
    ...cell,
    value: changes[`${cell.row}/${cell.column}`] ?? cell.value,
  }));
  return { ...body, cells };
}
