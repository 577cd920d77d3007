import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { arriving } from '../data/arriving.ts';
import { useLanguage, useTaste } from '../state/taste.ts';
import { charts } from '../words/charts.ts';
import type { Option } from './echarts.ts';

interface ChartProps {
  /** Told again when it changes; made with the theme's colours, and for the height of its texts in pixels. */
  option: (colour: (name: string) => string, text: number) => Option;
  label: string;
  /** Needs this map, by the address of its GeoJSON. */
  map?: { name: string; url: string };
  onPick?: (name: string) => void;
  tall?: boolean;
}

const PRINTING = ['beforeprint', 'afterprint'] as const;
const PAPER = { low: { width: 400, height: 220 }, tall: { width: 400, height: 320 } };

/** A chart that follows its box, the theme and its data; for the eye alone, beside a table with the same numbers. */
export function Chart({ option, label, map, onPick, tall = false }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const { theme, size } = useTaste();
  const { t } = useLanguage();
  const client = useQueryClient();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = box.current!;
    let gone = false;
    let end = () => {};
    const draw = async () => {
      await numbersFirst(client);
      const { init, registerMap } = await arriving(() => import('./echarts.ts'));
      if (map) registerMap(map.name, (await geoOf(map.url)) as never);
      if (gone) return;
      const styles = getComputedStyle(document.documentElement);
      const colour = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
      // Texts of a chart go with those of the page: large where these are.
      const text = Math.round(Number.parseFloat(styles.fontSize) * 0.86);
      const chart = init(element, sizesOf(text), { renderer: 'svg' });
      const paint = (animation: boolean) =>
        chart.setOption({
          animation,
          animationDuration: 300,
          // By its name: texts are measured where nothing is inherited.
          textStyle: { color: colour('ink'), fontFamily: styles.fontFamily, fontSize: text },
          ...option(colour, text),
        });
      paint(!matchMedia('(prefers-reduced-motion: reduce)').matches);
      const repaint = ({ type }: Event) => {
        const isPaper = type === 'beforeprint';
        // What it will have room for is not known yet: drawn as for half a sheet, it is then fitted in.
        chart.resize(isPaper ? PAPER[tall ? 'tall' : 'low'] : { width: 'auto', height: 'auto' });
        paint(false);
        const svg = element.querySelector('svg')!;
        if (isPaper) svg.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
        else svg.removeAttribute('viewBox');
      };
      for (const name of PRINTING) addEventListener(name, repaint);
      chart.on('click', ({ name }) => pick.current?.(name));
      const follow = new ResizeObserver(() => chart.resize());
      follow.observe(element);
      end = () => {
        follow.disconnect();
        for (const name of PRINTING) removeEventListener(name, repaint);
        chart.dispose();
      };
    };
    // Without a chart the numbers are still in the table.
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
      end();
    };
  }, [option, map, theme, size, client]);

  if (failed) {
    return (
      <p className="note">
        {label}: {t(charts.notDrawn)}
      </p>
    );
  }
  return <div ref={box} className={tall ? 'chart tall' : 'chart'} role="img" aria-label={label} />;
}

/** A theme of nothing but the height of texts. */
function sizesOf(fontSize: number): object {
  const text = { fontSize };
  return {
    categoryAxis: { axisLabel: text },
    valueAxis: { axisLabel: text, nameTextStyle: text },
    dataZoom: { textStyle: text },
    visualMap: { textStyle: text },
    tooltip: { textStyle: text },
    bar: { label: text },
    map: { label: text },
  };
}

const PATIENCE_MS = 1_000;
let isFirst = true;

/** To draw takes the page a while, the first time above all: until then nothing is being asked, and what came is painted. */
async function numbersFirst(client: QueryClient): Promise<void> {
  if (!isFirst) return;
  await new Promise<void>((done) => {
    const look = () => client.isFetching() === 0 && done();
    const end = client.getQueryCache().subscribe(look);
    setTimeout(() => (end(), done()), PATIENCE_MS);
    look();
  });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  isFirst = false;
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
