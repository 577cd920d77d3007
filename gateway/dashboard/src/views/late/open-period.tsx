import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { dayOf, endOfDay, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { endOf, shiftPeriod } from '@qianfan/schema/kernel/period';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, LOST } from '../../data/ask.ts';
import { attempt } from '../../data/attempt.ts';
import type { CalendarPeriod } from '../../data/use-calendar.ts';
import { periodName } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useLanguage } from '../../state/taste.ts';
import { late } from '../../words/late.ts';
import { shell } from '../../words/shell.ts';

/** The hour at which what is released on a day is. */
const RELEASED_AT = 'T10:00:00+08:00';
const DAY_MS = 86_400_000;

interface Dates {
  deadline: string;
  release: string;
}

const days = (date: string): number => Date.parse(date) / DAY_MS;
const dateOf = (instant: string): string => dayOf(parseInstant(instant) ?? 0);

/** As the round before: so many days after the end of the period. */
function datesLike(before: CalendarPeriod, period: string): Dates {
  const shifted = (instant: string): string => {
    const after = days(dateOf(instant)) - days(endOf(before.period));
    return new Date((days(endOf(period)) + after) * DAY_MS).toISOString().slice(0, 10);
  };
  return { deadline: shifted(before.deadline), release: shifted(before.release) };
}

/** Opens the next period of a form, or gives one that is open more time: each is a fact of its own. */
export function OpenPeriod({
  form,
  calendar,
}: {
  form: string;
  calendar: readonly CalendarPeriod[];
}) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const newest = calendar[0]!;
  const next = shiftPeriod(newest.period, 1);
  const [period, setPeriod] = useState(next);
  const known = calendar.find((one) => one.period === period);
  const usual = known
    ? { deadline: dateOf(known.deadline), release: dateOf(known.release) }
    : datesLike(newest, period);
  const [changed, setChanged] = useState<Partial<Dates>>({});
  const dates = { ...usual, ...changed };
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const body = {
        form,
        period,
        deadline: formatInstant(endOfDay(dates.deadline)),
        release: `${dates.release}${RELEASED_AT}`,
      };
      const command = { id: attempt(), type: 'regulators.OpenPeriod', body };
      const answer = await ask('OpenPeriod', { command });
      const [outcome] = answer.data.regulatorsSubmit ?? [];
      if (!outcome) throw answer.errors[0] ?? LOST;
      return outcome;
    },
    onSuccess: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => ['Calendar', 'Filers'].includes(String(queryKey[0])),
      }),
  });
  return (
    <form
      className="clocks open"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <label>
        {t(shell.period)}
        <select
          value={period}
          onChange={({ target }) => {
            setPeriod(target.value);
            setChanged({});
          }}
        >
          {[next, ...calendar.map((one) => one.period)].map((one) => (
            <option key={one} value={one}>
              {t(periodName(one))}
            </option>
          ))}
        </select>
      </label>
      {(['deadline', 'release'] as const).map((name) => (
        <label key={name}>
          {t(late[name])}
          <input
            type="date"
            required
            value={dates[name]}
            onChange={({ target }) => setChanged({ ...changed, [name]: target.value })}
          />
        </label>
      ))}
      <button type="submit" className="primary" disabled={isPending}>
        {t(known ? late.extend : late.open)}
      </button>
      {error && <Failure error={error} what={late.notOpened} />}
      {data && (
        <div role="status">
          <p>
            <span className={`badge ${data.status === 'ACCEPTED' ? 'good' : 'bad'}`}>
              {t(nameOfCode('outcome', data.status))}
            </span>{' '}
            {data.receipt && <span className="hash">{data.receipt.position}</span>}
          </p>
          {data.issues.map(({ code, message, fix }) => (
            <p key={code}>
              {t(message)} {fix && t(fix)}
            </p>
          ))}
        </div>
      )}
    </form>
  );
}
