import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { previousPeriod } from '@qianfan/schema/kernel/period';
import type {
  EnterpriseRegistered,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import { disagreements, type Filed, violations } from '@qianfan/schema/returns/evaluate';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { unitJump } from '@qianfan/schema/returns/jump';
import { structure } from '@qianfan/schema/returns/structure';
import { TF01_2 } from '@qianfan/schema/returns/tf01.v2';
import { TF01B } from '@qianfan/schema/returns/tf01b';
import { TF02 } from '@qianfan/schema/returns/tf02';
import { TF03 } from '@qianfan/schema/returns/tf03';
import { TF05 } from '@qianfan/schema/returns/tf05';
import { expect, it } from 'vitest';
import { provinceCommands } from './province.ts';

const commands = provinceCommands({ scale: 0 });
const FORMS: Record<string, ReturnForm> = { TF01: TF01_2, TF01B, TF02, TF03, TF05 };

const limits = new Map(
  commands
    .filter(({ type }) => type === 'regulators.RegisterOrganisation')
    .map(({ body }) => body as OrganisationRegistered)
    .map(({ code, singleNameLimit }) => [code, singleNameLimit]),
);

const submissions = commands
  .filter(({ type }) => type === 'banks.SubmitReturn')
  .map(({ id, body, isRefused }) => ({ id, isRefused, body: body as SubmitReturn }));

interface Judged {
  issues: string[];
  filed: Filed;
}

function judge(body: SubmitReturn): Judged {
  const form = FORMS[body.form]!;
  const { issues, cells, annex, areas } = structure(form, body);
  const own = violations(form, cells, annex, { SINGLE_NAME: limits.get(body.institution) }, areas);
  return {
    issues: [...issues, ...own].map(({ code, path, found }) => `${code} ${path} ${found}`),
    filed: { form, cells, areas, annex },
  };
}

/** Some 4,000 returns on a busy machine. */
const TIME = 120_000;

/** What rules say of a return and of others of its bank and month, as they stood when it came. */
it(
  'no rule has anything against a return, but against those that the story has refused',
  { timeout: TIME },
  () => {
    const standing = new Map<string, Filed>();
    const open = new Set<string>();
    let judged = 0;
    for (const { id, body, isRefused } of submissions) {
      const { issues, filed } = judge(body);
      judged += 1;
      if (isRefused) {
        expect(issues.length, id).toBeGreaterThan(0);
        continue;
      }
      expect(issues, id).toEqual([]);
      const of = (form: string) => standing.get(`${form} ${body.institution} ${body.period}`);
      const between = disagreements(filed, of).map(({ issue }) => `${issue.code} ${issue.path}`);
      // A correction may part from a return that agreed with it; that one is corrected next.
      if (body.revision === 1 || body.form !== 'TF01') expect(between, id).toEqual([]);
      else open.add(`${body.institution} ${body.period}`);
      const before = previousPeriod(body.period);
      const earlier = standing.get(`${body.form} ${body.institution} ${before}`);
      if (earlier) expect(unitJump(filed, earlier, before), id).toEqual([]);
      standing.set(`${body.form} ${body.institution} ${body.period}`, filed);
    }
    expect(judged).toBeGreaterThan(3_500);
    for (const key of open) {
      for (const form of ['TF02', 'TF03']) {
        const filed = standing.get(`${form} ${key}`);
        if (!filed) continue;
        expect(
          disagreements(filed, (name) => standing.get(`${name} ${key}`)),
          key,
        ).toEqual([]);
      }
    }
  },
);

it('every borrower of an annex is registered before', () => {
  const known = new Set<string>();
  const unknown = commands.flatMap(({ type, body }) => {
    if (type === 'regulators.RegisterEnterprise') known.add((body as EnterpriseRegistered).id);
    if (type !== 'banks.SubmitReturn') return [];
    return (body as SubmitReturn).borrowers.filter(({ enterprise }) => !known.has(enterprise));
  });
  expect(known.size).toBeGreaterThan(6_000);
  expect(unknown).toEqual([]);
});

it('a correction puts a bank back before the one that it ranked below', () => {
  const hnte = (bank: string, revision: number) =>
    Number(
      submissions
        .find(
          ({ body }) =>
            body.form === 'TF01' &&
            body.institution === bank &&
            body.period === '2024-10' &&
            body.revision === revision,
        )!
        .body.cells.find(({ row, column }) => row === '1.1.1' && column === 'D')!.value,
    );
  expect(hnte('BNK_CITY_01', 1)).toBeLessThan(hnte('BNK_CITY_02', 1));
  expect(hnte('BNK_CITY_01', 2)).toBeGreaterThan(hnte('BNK_CITY_02', 1));
});
