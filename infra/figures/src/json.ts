import type { Ratio } from '@qianfan/schema/kernel/ratio';
import type { Compared, Comparison } from './compare.ts';
import { type CrossCompared, decisive } from './cross.ts';
import { decimalText } from './exact.ts';
import { inUnit, type Units } from './units.ts';

/** The comparison as scripts read it: numbers are decimal text, those of a figure in its unit, those of a check in base units. */
export const jsonOf = (units: Units, { cut, figures, crossChecks }: Comparison) => ({
  cut,
  figures: figures.map((it) => figureJson(units, it)),
  crossChecks: crossChecks.map(crossCheckJson),
});

const figureJson = (units: Units, { measure, value, answer, claim, verdict }: Compared) => ({
  id: measure.id,
  needs: measure.needs,
  expect: measure.expect,
  published: measure.value,
  computed: value && inUnit(units, value, measure.unit),
  band: measure.band,
  verdict,
  unit: measure.unit,
  figureId: answer?.figureId ?? null,
  status: answer?.status ?? null,
  ...(claim && { statement: { by: claim.by, text: claim.text.zh, position: claim.position } }),
});

const text = (value: Ratio | null): string | null => value && decimalText(value);

/** `left` and `right` are those of the check that decides; `checks` has all of them. */
function crossCheckJson({ crossCheck, checks, refusal, verdict }: CrossCompared) {
  const { id, needs, expect } = crossCheck;
  const told = decisive(checks);
  return {
    id,
    needs,
    expect,
    left: text(told?.left ?? null),
    right: text(told?.right ?? null),
    verdict,
    checks: checks.map(({ check, left, right, passes }) => ({
      left: text(left),
      op: check.op,
      right: text(right),
      passes,
    })),
    refusal,
  };
}
