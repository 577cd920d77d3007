import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { useEffect, useRef } from 'react';
import { useAsk } from '../../data/use-ask.ts';
import type { FormQuery, SubmissionQuery } from '../../data/operations.ts';
import { useRegions } from '../../data/use-names.ts';
import { scaled } from '../../figures/decimal.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';
import type { Passported } from './input.ts';

type Node = Passported['lineage']['nodes'][number];
type Form = NonNullable<FormQuery['returnForm']>;
type Submission = NonNullable<SubmissionQuery['submission']>;

/** The return behind a fact, with the cells that the figure is made of. Which of the metric's forms it is, its position tells. */
export function ReturnSheet({ node, figure }: { node: Node; figure: Passported }) {
  const { t } = useLanguage();
  const forms = (figure.definition?.sources ?? []).filter((source) => /^[A-Z]{2}\d/.test(source));
  return (
    <div className="return-sheet">
      {forms.length === 0 && <p className="note">{t(passport.notFound)}</p>}
      {forms.map((form) => (
        <Candidate key={form} form={form} node={node} figure={figure} />
      ))}
    </div>
  );
}

function Candidate({ form, node, figure }: { form: string; node: Node; figure: Passported }) {
  const { t } = useLanguage();
  const where = { form, period: figure.period };
  // The metrics of a ratio's parts are others; so is the period of a base: the sheet of the figure's own is what is shown.
  const filed = useAsk('Submission', { institution: node.institution, ...where });
  const layout = useAsk('Form', { code: form, period: figure.period });
  const submission = filed.data?.data.submission;
  const revision = submission?.history.find(({ position }) => position === node.position);
  const of = layout.data?.data.returnForm;
  if (filed.isPending || layout.isPending) return <p className="note">{t(shell.loading)}</p>;
  if (!submission || !revision || !of) return null;
  return <Sheet submission={submission} form={of} revision={revision.revision} figure={figure} />;
}

function Sheet({
  submission,
  form,
  revision,
  figure,
}: {
  submission: Submission;
  form: Form;
  revision: number;
  figure: Passported;
}) {
  const { t } = useLanguage();
  const areaNames = useRegions('COUNTY');
  const cityNames = useRegions('CITY');
  const areaName = (area: string | null): string =>
    area === null ? '' : `${area} ${areaNames.get(area) ?? cityNames.get(area) ?? ''}`;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('.hit')?.scrollIntoView({ block: 'center', inline: 'center' });
  }, []);
  const metrics = new Set(
    [
      figure.metric,
      figure.definition?.numerator?.code,
      figure.definition?.denominator?.code,
    ].filter(Boolean),
  );
  const isHit = (row: Form['rows'][number], column: Form['columns'][number]): boolean =>
    metrics.has(column.metric) && (row.population ?? '_T') === figure.population;
  // A form that is split by area repeats its grid: the areas of the figure are shown, one after the other.
  const areas = [...new Set(submission.cells.map(({ area }) => area))]
    .filter((area) => area === null || area.startsWith(figure.area))
    .toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
  const values = new Map(
    submission.cells.map(({ area, row, column, value }) => [`${area} ${row} ${column}`, value]),
  );
  return (
    <div ref={box}>
      <h3>
        {submission.institution && t(submission.institution.name)} · {t(form.name)} ({form.code}) ·{' '}
        {t(periodName(submission.period))}
      </h3>
      <p className="note">
        {t(passport.revision)} {revision} · {instantText(submission.knownAt)} ·{' '}
        <span className="hash">{submission.digest}</span> · {t(passport.amounts)}{' '}
        {t(nameOfCode('amountUnit', form.unit))} · {t(passport.cellsHere)}
      </p>
      {areas.slice(0, 12).map((area) => (
        <div
          key={area ?? ''}
          className="table-box"
          tabIndex={0}
          role="region"
          aria-label={`${form.code} ${areaName(area)}`}
        >
          <table className="sheet">
            <caption>{areaName(area)}</caption>
            <thead>
              <tr>
                <th scope="col">{t(passport.row)}</th>
                {form.columns.map((column) => (
                  <th key={column.code} scope="col" className="numeric">
                    <span className="code">{column.code}</span> {t(column.name)}
                    {column.kind === 'AMOUNT' && (
                      <span className="note"> {t(nameOfCode('amountUnit', form.unit))}</span>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {form.rows.map((row) => (
                <tr key={row.code}>
                  <th scope="row">
                    <span className="code">{row.code}</span> {t(row.name)}
                  </th>
                  {form.columns.map((column) => {
                    const filed = values.get(`${area} ${row.code} ${column.code}`) ?? '';
                    const value = scaled(filed, 0, column.kind === 'AMOUNT' ? 2 : 0) ?? filed;
                    const hit = value !== '' && isHit(row, column);
                    return (
                      <td key={column.code} className={hit ? 'numeric hit' : 'numeric'}>
                        {hit ? <mark>{value}</mark> : value}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </div>
  );
}
