import { useEffect, useRef, useState } from 'react';
import { useTaste } from '../state/taste.ts';
import type { Option } from './echarts.ts';

interface ChartProps {
  /** Told again when it changes; made with the theme's colours. */
  option: (colour: (name: string) => string) => Option;
  label: string;
  /** Needs this map, by the address of its GeoJSON. */
  map?: { name: string; url: string };
  onPick?: (name: string) => void;
  tall?: boolean;
}

/** A chart that follows its box, the theme and its data; for the eye alone, beside a table with the same numbers. */
export function Chart({ option, label, map, onPick, tall = false }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const { theme, size } = useTaste();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = box.current!;
    let gone = false;
    let end = () => {};
    const draw = async () => {
      const { init, registerMap } = await import('./echarts.ts');
      if (map) registerMap(map.name, (await geoOf(map.url)) as never);
      if (gone) return;
      const styles = getComputedStyle(document.documentElement);
      const colour = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
      const chart = init(element, null, { renderer: 'svg' });
      chart.setOption({
        animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        animationDuration: 300,
        textStyle: { color: colour('ink'), fontFamily: 'inherit' },
        ...option(colour),
      });
      chart.on('click', ({ name }) => pick.current?.(name));
      const follow = new ResizeObserver(() => chart.resize());
      follow.observe(element);
      end = () => {
        follow.disconnect();
        chart.dispose();
      };
    };
    // Without a chart the numbers are still in the table.
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
      end();
    };
  }, [option, map, theme, size]);

  if (failed) return <p className="note">{label} —</p>;
  return <div ref={box} className={tall ? 'chart tall' : 'chart'} role="img" aria-label={label} />;
}

const maps = new Map<string, Promise<unknown>>();

function geoOf(url: string): Promise<unknown> {
  const known =
    maps.get(url) ??
    fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json().then(named);
    });
  maps.set(url, known);
  known.catch(() => maps.delete(url));
  return known;
}

interface Geo {
  features: { id: string; properties: { name: string } }[];
}

/** Charts find areas by name; here they go by their codes, which are the ids of the features. */
function named(geo: Geo): Geo {
  for (const { id, properties } of geo.features) properties.name = id;
  return geo;
}
