import { useRegions } from '../../data/use-names.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';

/** One block at a time, in the order of the codelist; those that the draft has are marked. */
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
  const strangers = areas.filter((code) => !names.has(code));
  return (
    <label>
      {t(ret.area)}{' '}
      <select value={area} onChange={({ target }) => onChoose(target.value)}>
        {area === '' && <option value="">—</option>}
        {[...names.keys(), ...strangers].map((code) => (
          <option key={code} value={code}>
            {code} {names.get(code)} {areas.includes(code) && t(ret.begun)}{' '}
            {wrong.has(code) && `✗ ${wrong.get(code)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
