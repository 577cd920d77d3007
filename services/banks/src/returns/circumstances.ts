import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { dayOf, type Instant } from '@qianfan/schema/kernel/instant';
import { type Issue, tally } from '@qianfan/schema/kernel/issue';
import { endOf, frequencyOf } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { isLate } from '@qianfan/schema/returns/lateness';
import { structureIssue } from '@qianfan/schema/returns/structure.text';

/** What register and calendar say about a return, as known when it is decided. */
export interface Circumstances {
  /** The form version in effect; absent where there is none, so that nothing can be judged. */
  form?: ReturnForm;
  /** S-01 to S-03 and L-RI01, as far as reference data is missing that may yet come. */
  missing: Issue[];
  /** S-01 to S-03 and remarks otherwise. */
  issues: Issue[];
  /** By the deadline as known now. It goes into the fact, and nobody who is asked later answers with it. */
  late: boolean;
  singleNameLimit?: string | undefined;
  /** The versions that were used. */
  used: string[];
}

type Named = Pick<SubmitReturn, 'institution' | 'form' | 'period' | 'borrowers'>;

/** Rules S-01 to S-03 for one return, and whether it is late. */
export function circumstancesOf(
  reference: ReferenceView,
  body: Named,
  receivedAt: Instant,
): Circumstances {
  const { institution, form: code, period } = body;
  const form = reference.form(code, period);
  const organisation = reference.organisation(institution);
  const owes = reference.owes(institution, code, period);
  const calendar = reference.reportingPeriod(code, period);
  const missing = [
    ...(form ? [] : [structureIssue('NO_FORM', { path: '/form' }, `${code} ${period}`)]),
    ...(organisation ? [] : [structureIssue('NO_REPORTER', { path: '/institution' }, institution)]),
    ...(owes?.value === false
      ? [structureIssue('NOT_OWED', { path: '/institution' }, `${institution} ${code} ${period}`)]
      : []),
    ...(calendar ? [] : [structureIssue('NOT_OPEN', { path: '/period' }, period)]),
    ...unregistered(reference, body),
  ];
  const day = dayOf(receivedAt);
  const end = endOf(period);
  const issues = [
    ...(form && form.value.frequency !== frequencyOf(period)
      ? [structureIssue('OTHER_FREQUENCY', { path: '/period' }, period, form.value.frequency)]
      : []),
    ...(end > day ? [structureIssue('NOT_OVER', { path: '/period' }, day, `≥ ${end}`)] : []),
  ];
  return {
    ...(form ? { form: form.value } : {}),
    missing,
    issues,
    late: isLate(receivedAt, calendar?.value.deadline),
    singleNameLimit: organisation?.value.singleNameLimit,
    used: [form, organisation, calendar].flatMap((found) => (found ? [found.used] : [])),
  };
}

/** A borrower that the register does not hold never counts: each is named, with its line of the annex and its rows. */
function unregistered(reference: ReferenceView, { borrowers }: Named): Issue[] {
  const { issues, add } = tally<'L-RI01'>();
  for (const [n, { enterprise, rows }] of borrowers.entries()) {
    if (reference.enterprise(enterprise)) continue;
    add('L-RI01', () => {
      const listed = [...new Set(Object.values(rows).flat())].slice(0, ROWS_NAMED).join(' ') || '—';
      return {
        code: 'L-RI01',
        severity: 'ERROR',
        path: `/borrowers/${n}`,
        found: enterprise,
        message: {
          zh: `借款企业附表第 ${n + 1} 户 ${enterprise} 未登记，不能计入户数（行 ${listed}）`,
          en: `borrower ${n + 1} of the annex, ${enterprise}, is not registered and cannot be counted (rows ${listed})`,
        },
        fix: {
          zh: '请核对企业编号，或请监管部门先登记该企业',
          en: 'check the id, or have the regulator register the enterprise first',
        },
      };
    });
  }
  return issues;
}

const ROWS_NAMED = 10;
