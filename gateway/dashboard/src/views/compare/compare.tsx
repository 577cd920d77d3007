import { dayOf, parseInstant } from '@qianfan/schema/kernel/instant';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import type { FigureInput } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useLatest } from '../../data/use-latest.ts';
import { shown, type FigureUnit, unitName } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { STATUS } from '../../figures/status.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { Failure } from '../../shell/failure.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { compare } from '../../words/compare.ts';
import { shell } from '../../words/shell.ts';
import { cardsFor, figureOf } from '../overview/figures.ts';
import { inputOf } from '../passport/input.ts';
import { Reasons } from './reasons.tsx';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

interface Row {
  key: string;
  name: string;
  input: FigureInput;
  unit: FigureUnit;
  before: { value: string | null; status: keyof typeof STATUS } | undefined;
  after: { value: string | null; status: keyof typeof STATUS } | undefined;
}

/**
 * 两时点: what changed between what was known on two dates, and because of which facts. Unless stated otherwise, between the
 * day on which the period was published and today.
 */
export default function Compare() {
  const { address, search, setSearch } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const today = dayOf(Date.now() * 1000);
  const dateOf = (name: string, fallback: string): string => {
    const value = search.get(name) ?? '';
    return DATE.test(value) ? value : fallback;
  };
  const period = address.period || latest || '';
  const release = useAsk(
    'Release',
    { form: 'TF01', period: lastMonthOf(period || today.slice(0, 7)) },
    { enabled: period !== '' },
  );
  const released = parseInstant(release.data?.data.reportingPeriod?.release ?? '');
  const published = released === undefined ? today : dayOf(released);
  const from = dateOf('from', published < today ? published : `${period}-28`);
  const to = dateOf('to', today);
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  if (!latest || release.isLoading) return <p className="loading">{t(shell.loading)}</p>;
  return (
    <>
      <h1>{t(compare.title)}</h1>
      <p className="note">{t(compare.hint)}</p>
      <Clocks latest={latest} with={{ asOf: false, population: true, basis: true }}>
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {t(compare[name])}
            <input
              type="date"
              value={name === 'from' ? from : to}
              onChange={({ target }) => set(name, target.value)}
            />
          </label>
        ))}
      </Clocks>
      <Boundary>
        <Changes period={period} from={from} to={to} id={search.get('id')} />
      </Boundary>
    </>
  );
}

function Changes({
  period,
  from,
  to,
  id,
}: {
  period: string;
  from: string;
  to: string;
  id: string | null;
}) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const [opened, setOpened] = useState<string>();
  const cards = cardsFor(address);
  const inputs = id
    ? [{ name: id, input: inputOf({ figureId: id, period: id.split(':').at(-1)! }) }]
    : cards.map((card) => ({
        name:
          card.ofPopulation && address.population !== '_T'
            ? `${t(populationName(address.population))} ${t(card.name)}`
            : t(card.name),
        input: figureOf(card, address, period),
      }));
  const figures = inputs.map(({ input }) => input);
  const earlier = useAsk('Points', { figures }, { asOf: from });
  const later = useAsk('Points', { figures }, { asOf: to });
  const error = earlier.error ?? later.error;
  if (error) return <Failure error={error} />;
  const before = earlier.data?.data.observations ?? [];
  const after = later.data?.data.observations ?? [];
  const rows: Row[] = inputs.map(({ name, input }, n) => ({
    key: `${n} ${name}`,
    name,
    input,
    unit: after[n]?.unit ?? before[n]?.unit ?? 'YUAN',
    before: before[n],
    after: after[n],
  }));
  const changed = rows.filter(
    (row) => row.before?.value !== row.after?.value || row.before?.status !== row.after?.status,
  );
  const isReady = earlier.isSuccess && later.isSuccess;
  const valueOf = (row: Row, side: 'before' | 'after'): string => {
    const one = row[side];
    if (!one) return '';
    return one.value === null
      ? t(STATUS[one.status])
      : `${shown(one.value, row.unit, address.unit)} ${t(unitName(row.unit, address.unit))}`;
  };
  const columns: Column<Row>[] = [
    {
      key: 'figure',
      header: t(compare.figure),
      cell: ({ name }) => name,
      value: ({ name }) => name,
    },
    {
      key: 'before',
      header: `${t(compare.before)} ${from}`,
      numeric: true,
      cell: (row) => valueOf(row, 'before'),
      value: (row) => valueOf(row, 'before'),
    },
    {
      key: 'after',
      header: `${t(compare.after)} ${to}`,
      numeric: true,
      cell: (row) => valueOf(row, 'after'),
      value: (row) => valueOf(row, 'after'),
    },
    {
      key: 'why',
      header: t(compare.why),
      cell: (row) =>
        changed.includes(row) ? (
          <Opener
            isOpen={opened === row.key}
            onToggle={() => setOpened(opened === row.key ? undefined : row.key)}
          >
            {t(opened === row.key ? compare.hide : compare.why)}
          </Opener>
        ) : (
          <span className="note">{t(compare.unchanged)}</span>
        ),
      value: (row) => (changed.includes(row) ? '' : t(compare.unchanged)),
    },
  ];
  const open = rows.find(({ key }) => key === opened);
  return (
    <Panel title={`${from} → ${to}`} asked={{ name: 'Points', variables: { figures } }}>
      {isReady && changed.length === 0 && <p>{t(compare.same)}</p>}
      <DataTable
        caption={`${t(compare.title)} · ${period} · ${from} → ${to}`}
        columns={columns}
        rows={[...changed, ...rows.filter((row) => !changed.includes(row))]}
        keyOf={({ key }) => key}
        cut={later.data?.cut ?? ''}
      />
      {open && (
        <Boundary key={open.key}>
          <Reasons name={open.name} figure={open.input} unit={open.unit} from={from} to={to} />
        </Boundary>
      )}
    </Panel>
  );
}
