import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import type { CorrectionsQuery, SubmissionQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useLatest } from '../../data/use-latest.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { Clocks } from '../../shell/clocks.tsx';
import { Failure } from '../../shell/failure.tsx';
import { FormChoice, useForm } from '../../shell/form-choice.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { refusals } from '../../words/refusals.ts';
import { shell } from '../../words/shell.ts';

type Filed = NonNullable<CorrectionsQuery['submissions']>['nodes'][number];
type Refused = NonNullable<Filed['refusals']>['nodes'][number];
type CellChange = NonNullable<SubmissionQuery['submission']>['history'][number]['changes'][number];
interface Violation {
  key: string;
  name: string;
  refused: Refused;
  issue: Refused['issues'][number];
}

const MOST = 200;

/** 更正与退回: which returns of a period were filed again, with their cells, and which were refused, with every reason. */
export default function Refusals() {
  const { address } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const form = useForm();
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  return (
    <>
      <h1>{t(refusals.title)}</h1>
      <Clocks latest={latest} with={{ unit: false }}>
        <FormChoice />
      </Clocks>
      <Filings form={form} period={address.period || latest} />
    </>
  );
}

function Filings({ form, period }: { form: string; period: string }) {
  const { t } = useLanguage();
  const [opened, setOpened] = useState<string>();
  const variables = { form, period, first: MOST, after: null };
  const asked = useAsk('Corrections', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const filed = asked.data.data.submissions?.nodes ?? [];
  const nameOf = ({ institution }: Filed): string => (institution ? t(institution.name) : '');
  const corrected = filed.filter(({ revision }) => revision > 1);
  const violations: Violation[] = filed.flatMap((one) =>
    (one.refusals?.nodes ?? []).flatMap((refused) =>
      refused.issues.map((issue, n) => ({
        key: `${one.id} ${refused.commandId} ${n}`,
        name: nameOf(one),
        refused,
        issue,
      })),
    ),
  );
  const open = corrected.find(({ id }) => id === opened);
  const note = `${form} · ${t(periodName(period))}`;
  const ofCorrections: Column<Filed>[] = [
    { key: 'institution', header: t(refusals.institution), cell: nameOf, value: nameOf },
    {
      key: 'revision',
      header: t(refusals.revision),
      numeric: true,
      cell: ({ revision }) => revision,
      value: ({ revision }) => revision,
    },
    {
      key: 'knownAt',
      header: t(refusals.knownAt),
      cell: ({ knownAt }) => instantText(knownAt),
      value: ({ knownAt }) => instantText(knownAt),
    },
    {
      key: 'open',
      header: t(refusals.open),
      cell: ({ id }) => (
        <button
          type="button"
          aria-expanded={opened === id}
          onClick={() => setOpened(opened === id ? undefined : id)}
        >
          {t(opened === id ? refusals.close : refusals.open)}
        </button>
      ),
      value: () => null,
    },
  ];
  const text = (
    read: (one: Violation) => string | null,
    key: keyof typeof refusals,
  ): Column<Violation> => ({
    key,
    header: t(refusals[key]),
    cell: (one) => read(one) ?? '',
    value: read,
  });
  const ofRefusals: Column<Violation>[] = [
    text(({ name }) => name, 'institution'),
    text(({ refused }) => instantText(refused.receivedAt), 'receivedAt'),
    text(({ issue }) => issue.code, 'rule'),
    text(({ issue }) => issue.row, 'row'),
    text(({ issue }) => issue.column, 'column'),
    text(({ issue }) => issue.found, 'found'),
    text(({ issue }) => issue.expected, 'expected'),
    text(({ issue }) => t(issue.message), 'message'),
    text(({ issue }) => (issue.fix ? t(issue.fix) : null), 'fix'),
  ];
  return (
    <>
      <Panel title={t(refusals.corrections)} note={note} asked={{ name: 'Corrections', variables }}>
        {corrected.length === 0 ? (
          <p>{t(refusals.none)}</p>
        ) : (
          <DataTable
            caption={`${t(refusals.corrections)} · ${note}`}
            columns={ofCorrections}
            rows={corrected}
            keyOf={({ id }) => id}
            cut={asked.data.cut}
          />
        )}
        {open?.institution && (
          <Changes
            key={open.id}
            institution={open.institution.code}
            name={nameOf(open)}
            form={form}
            period={period}
          />
        )}
      </Panel>
      <Panel title={t(refusals.refused)} note={note}>
        {violations.length === 0 ? (
          <p>{t(refusals.noneRefused)}</p>
        ) : (
          <DataTable
            caption={`${t(refusals.refused)} · ${note}`}
            columns={ofRefusals}
            rows={violations}
            keyOf={({ key }) => key}
            cut={asked.data.cut}
          />
        )}
      </Panel>
    </>
  );
}

/** Cell by cell, of every revision but the first. */
function Changes({
  institution,
  name,
  form,
  period,
}: {
  institution: string;
  name: string;
  form: string;
  period: string;
}) {
  const { t } = useLanguage();
  const asked = useAsk('Submission', { institution, form, period });
  if (asked.isError) return <Failure error={asked.error} />;
  const rows = (asked.data?.data.submission?.history ?? []).flatMap(({ revision, changes }) =>
    revision > 1 ? changes.map((change) => ({ ...change, revision })) : [],
  );
  const text = (
    read: (one: CellChange & { revision: number }) => string | null,
    key: keyof typeof refusals,
  ) => ({
    key,
    header: t(refusals[key]),
    cell: (one: CellChange & { revision: number }) => read(one) ?? '—',
    value: read,
  });
  return (
    <DataTable
      caption={`${name} · ${t(refusals.open)}`}
      columns={[
        text(({ revision }) => String(revision), 'revision'),
        text(({ area, row }) => (area ? `${area} ${row}` : row), 'row'),
        text(({ column }) => column, 'column'),
        { ...text(({ before }) => before, 'before'), numeric: true },
        { ...text(({ after }) => after, 'after'), numeric: true },
      ]}
      rows={rows}
      keyOf={({ revision, area, row, column }) => `${revision} ${area} ${row} ${column}`}
      cut={asked.data?.cut ?? ''}
    />
  );
}
