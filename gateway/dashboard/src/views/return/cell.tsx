import { memo } from 'react';
import { plainNumber } from '@qianfan/cli/submit/number';
import type { Place } from './draft.ts';
import { isError, type Issue } from './issues.ts';

export const cellId = (place: Place): string => `cell-${place}`;
export const issuesId = (place: Place): string => `issues-${place}`;

type Tone = '' | 'wrong' | 'remark' | 'mended';

export function toneOf(issues: readonly Issue[], isMended: boolean): Tone {
  if (issues.length === 0) return '';
  if (isMended) return 'mended';
  return issues.some(isError) ? 'wrong' : 'remark';
}

interface CellProps {
  place: Place;
  row: string;
  column: string;
  label: string;
  value: string;
  tone: Tone;
  differs: boolean;
  isAmount: boolean;
  describedBy: string | undefined;
  onChange: (place: Place, value: string) => void;
}

const MARKS: Record<Tone, string> = { '': '', wrong: '✗', remark: '!', mended: '✎' };

/** One cell of the grid; drawn anew only when something of it changes. */
export const Cell = memo(function Cell(props: CellProps) {
  const { place, row, column, label, value, tone, differs, isAmount, describedBy, onChange } =
    props;
  return (
    <td className={`${tone}${differs ? ' differs' : ''}`}>
      {tone && (
        <span className="tone" aria-hidden="true">
          {MARKS[tone]}
        </span>
      )}
      <input
        id={cellId(place)}
        data-row={row}
        data-column={column}
        aria-label={label}
        aria-invalid={tone === 'wrong'}
        aria-describedby={describedBy}
        inputMode={isAmount ? 'decimal' : 'numeric'}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(place, target.value)}
        // What was typed full width or with separators is a number all the same.
        onBlur={() => {
          const plain = plainNumber(value);
          if (plain !== value) onChange(place, plain);
        }}
      />
    </td>
  );
});
