/** The course of a figure in a few strokes; the numbers themselves are in the trend and its table. */
export function Sparkline({
  values,
  label,
}: {
  values: readonly (number | null)[];
  label: string;
}) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const [width, height] = [120, 28];
  const at = (value: number, n: number): string => {
    const x = 2 + (n / (values.length - 1)) * (width - 4);
    const y =
      most === least ? height / 2 : 3 + (1 - (value - least) / (most - least)) * (height - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const points = values.flatMap((value, n) => (value === null ? [] : [at(value, n)]));
  const [x, y] = points.at(-1)!.split(',');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline points={points.join(' ')} fill="none" />
      <path d={`M${x} ${y}h0`} />
    </svg>
  );
}
