import { dayOf } from '@qianfan/schema/kernel/instant';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import type { FigureInput } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { usePublished } from '../../data/use-published.ts';
import { useLatest } from '../../data/use-latest.ts';
import { Marks } from '../../figures/figure.tsx';
import { instantText, periodName, shown, unitName } from '../../figures/format.ts';
import { TRANSFORMS } from '../../figures/names.ts';
import { populationName } from '../../figures/populations.ts';
import { STATUS } from '../../figures/status.ts';
import type { Told } from '../../figures/told.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Clocks } from '../../shell/clocks.tsx';
import { Failure } from '../../shell/failure.tsx';
import { Opener } from '../../shell/opener.tsx';
import { readBetween, useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { figureColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { compare } from '../../words/compare.ts';
import { shell } from '../../words/shell.ts';
import { cardsFor, figureOf } from '../overview/figures.ts';
import { inputOf } from '../passport/input.ts';
import { Reasons } from './reasons.tsx';

interface Row {
  key: string;
  name: string;
  input: FigureInput;
  before: Told | undefined;
  after: Told | undefined;
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
  const id = search.get('id');
  // A figure's own period, until the reader looks at another.
  const period = address.period || id?.split(':').at(-1) || latest || '';
  const published = usePublished(period) ?? today;
  const said = readBetween(search);
  const from =
    said.from ?? (published < today ? published : `${lastMonthOf(period || today.slice(0, 7))}-28`);
  const to = said.to ?? today;
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
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
              value={(name === 'from' ? from : to).slice(0, 10)}
              onChange={({ target }) => set(name, target.value)}
            />
          </label>
        ))}
      </Clocks>
      <Boundary>
        <Changes period={period} from={from} to={to} id={id} />
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
  const named = id ? inputOf({ figureId: id, period }) : undefined;
  const called = useNamed(named);
  const inputs = named
    ? [{ name: called, input: named }]
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
  const before = earlier.data?.data.observations ?? [];
  const after = later.data?.data.observations ?? [];
  const rows: Row[] = inputs.map(({ name, input }, n) => ({
    key: `${n} ${name}`,
    name,
    input,
    before: before[n],
    after: after[n],
  }));
  const changed = rows.filter(
    (row) => row.before?.value !== row.after?.value || row.before?.status !== row.after?.status,
  );
  const about = useAbout(period, later.data?.data.observations ?? []);
  const isReady = earlier.isSuccess && later.isSuccess;
  const context = { t, unit: address.unit };
  const side = (key: 'before' | 'after', at: string) => ({
    ...figureColumn<Row>(context, {
      key,
      header: `${t(compare[key])} ${at}`,
      of: (row) => row[key],
    }),
    // Where a passport is of one instant alone, a number of two has none.
    cell: (row: Row) => <Side figure={row[key]} />,
  });
  const columns: Column<Row>[] = [
    {
      key: 'figure',
      header: t(compare.figure),
      value: ({ name }) => name,
      // What is reported by quarters is of another period than the others.
      cell: ({ name, input }) =>
        input.period === period ? name : `${name} · ${t(periodName(input.period))}`,
    },
    {
      key: 'period',
      header: t(shell.period),
      only: 'EXPORT',
      value: ({ input }) => t(periodName(input.period)),
    },
    side('before', from),
    side('after', to),
    {
      key: 'result',
      header: t(compare.result),
      only: 'EXPORT',
      value: (row) => t(changed.includes(row) ? compare.isChanged : compare.unchanged),
    },
    ...toldColumns<Row>(context, ({ after: figure }) => figure),
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
      only: 'SCREEN',
      value: (row) => (changed.includes(row) ? '' : t(compare.unchanged)),
    },
  ];
  const error = earlier.error ?? later.error;
  if (error) return <Failure error={error} />;
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
        about={[
          ...about,
          [t(compare.from), instantOrDate(from)],
          [t(compare.to), instantOrDate(to)],
        ]}
      />
      {open && (
        <Boundary key={open.key}>
          <Reasons name={open.name} figure={open.input} from={from} to={to} />
        </Boundary>
      )}
    </Panel>
  );
}

/** A date as it is, an instant in Jiangxi's time. */
const instantOrDate = (at: string): string => (at.includes('T') ? instantText(at) : at);

/** One side of a comparison: the number in its unit, its marks, or why there is none. */
function Side({ figure }: { figure: Told | undefined }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  if (!figure) return null;
  const { value, status, unit } = figure;
  if (value === null) return <span className="no-value">{t(STATUS[status])}</span>;
  return (
    <>
      {shown(value, unit, address.unit)} {t(unitName(unit, address.unit))}
      <Marks figure={figure} />
    </>
  );
}

/** What the figure of an id is called, with whose it is. */
function useNamed(figure: FigureInput | undefined): string {
  const { t } = useLanguage();
  const asked = useAsk('Named', { figure: figure! }, { enabled: figure !== undefined });
  const named = asked.data?.data.observation;
  if (!figure || !named) return '';
  const { population, institution, label } = named;
  const transform = TRANSFORMS[figure.transform ?? 'LEVEL'];
  return [
    institution ? t(institution.name) : '',
    population === '_T' ? '' : t(populationName(population)),
    label ? t(label) : figure.metric,
    transform ? t(transform) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
