import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useRegions } from '../../data/use-names.ts';
import type { FigureInput } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { periodName } from '../../figures/format.ts';
import { observedAt } from '../../figures/observed.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { figureColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import { areasIn, type Form, hasCell, type Submission } from './draft.ts';
import { lengthened, NOW } from './which.ts';

/** A name that says since January, of a part of the year only. */
const within = ({ zh, en }: Text): Text => ({
  zh: `${zh}${ret.within.zh}`,
  en: `${en}${ret.within.en}`,
});

interface OwnProps {
  form: Form;
  standing: Submission;
  institution: string;
  /** As the table is called, on the screen and where it is taken along. */
  name: Text;
}

/** What the return says of the institution, as everybody else reads it. */
export function OwnFigures({ form, standing, institution, name }: OwnProps) {
  const { address, change } = useAddress();
  const { t } = useLanguage();
  const { period } = standing;
  const areas = form.areas === null ? [] : areasIn(standing);
  const [area, setArea] = useState(areas[0]);
  const names = useRegions(form.areas === 'CITY' ? 'CITY' : 'COUNTY');
  const [chosen, setChosen] = useState('');
  const row =
    form.rows.find(({ code }) => code === chosen) ??
    form.rows.find(({ population }) => population === address.population) ??
    form.rows[0]!;
  const items = form.columns
    .filter((column) => hasCell(row, column))
    .map((column): Item => {
      const isYearToDate = column.accumulation === 'YEAR_TO_DATE';
      const of = isYearToDate ? lengthened(period) : period;
      return {
        // Within a year, of what was written since January only the period's own part is a figure.
        name: isYearToDate && of === period ? within(column.name) : column.name,
        figure: {
          ...observedAt(row, column),
          ...{ period: of, reporter: institution, basis: 'RETURN' },
          ...(area !== undefined && { area }),
        },
      };
    });
  const figures = items.map(({ figure }) => figure);
  const asked = useAsk('Points', { figures }, NOW);
  const found = asked.data?.data.observations ?? [];
  const points = found.length === items.length ? found.map((point, n) => ({ point, n })) : [];
  type Line = (typeof points)[number];
  const nameOf = ({ n }: Line) => t(items[n]!.name);
  const context = { t, unit: address.unit };
  const columns: Column<Line>[] = [
    { key: 'item', header: t(ret.item), value: nameOf },
    {
      key: 'period',
      header: t(ret.of),
      value: ({ point }) => t(periodName(point.period)),
    },
    figureColumn(context, { key: 'value', header: t(ret.value), of: ({ point }) => point }),
    ...toldColumns<Line>(context, ({ point }) => point),
  ];
  return (
    <Panel
      title={t(ret.figures)}
      note={t(ret.figuresHint)}
      asked={{ name: 'Points', variables: { figures } }}
    >
      <div className="send">
        <select
          aria-label={t(ret.row)}
          value={row.code}
          onChange={({ target }) => {
            setChosen(target.value);
            const population = form.rows.find(({ code }) => code === target.value)?.population;
            if (population) change({ population });
          }}
        >
          {form.rows.map(({ code, name }) => (
            <option key={code} value={code}>
              {code} {t(name)}
            </option>
          ))}
        </select>
        {area !== undefined && (
          <select
            aria-label={t(ret.area)}
            value={area}
            onChange={({ target }) => setArea(target.value)}
          >
            {areas.map((code) => (
              <option key={code} value={code}>
                {code} {names.get(code)}
              </option>
            ))}
          </select>
        )}
      </div>
      <DataTable
        caption={`${t(name)} · ${form.code} ${period} · ${row.code} ${t(row.name)}`}
        columns={columns}
        rows={points}
        keyOf={({ n }) => String(n)}
        cut={asked.data?.cut ?? ''}
      />
    </Panel>
  );
}

interface Item {
  name: Text;
  figure: FigureInput;
}
