import { useRegions } from '../../data/use-names.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';

/** One block at a time: those that the draft has first, then all others of the level. */
export function AreaChoice({
  level,
  areas,
  wrong,
  area,
  onChoose,
}: {
  level: 'CITY' | 'COUNTY';
  areas: readonly string[];
  /** How many issues each area has. */
  wrong: ReadonlyMap<string, number>;
  area: string;
  onChoose: (area: string) => void;
}) {
  const { t } = useLanguage();
  const names = useRegions(level);
  const others = [...names.keys()].filter((code) => !areas.includes(code));
  const option = (code: string) => (
    <option key={code} value={code}>
      {code} {names.get(code)} {wrong.has(code) && `✗ ${wrong.get(code)}`}
    </option>
  );
  return (
    <label>
      {t(ret.area)}{' '}
      <select value={area} onChange={({ target }) => onChoose(target.value)}>
        {area === '' && <option value="">—</option>}
        <optgroup label={`${t(ret.begunAreas)} ${areas.length}`}>{areas.map(option)}</optgroup>
        <optgroup label={t(ret.addArea)}>{others.map(option)}</optgroup>
      </select>
    </label>
  );
}
