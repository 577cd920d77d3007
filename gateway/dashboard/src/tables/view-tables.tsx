import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useLanguage } from '../state/taste.ts';
import { tables } from '../words/tables.ts';
import { saveXlsx } from './export.ts';
import type { Sheet } from './sheet.ts';

/** Where tables say that they stand in the view; called again, that they do no longer. */
type Stand = (id: string, sheet: () => Sheet) => () => void;

const Tables = createContext<Stand>(() => () => {});
/** Whether what is drawn here is a table that stands behind a chart. */
export const Behind = createContext(false);

/** A view whose tables can be taken along together, as one workbook: one sheet for each, in the order of the page. */
export function ViewTables({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [standing, setStanding] = useState<ReadonlyMap<string, () => Sheet>>(new Map());
  const [stand] = useState<Stand>(() => (id: string, sheet: () => Sheet) => {
    setStanding((before) => new Map(before).set(id, sheet));
    return () => setStanding((before) => new Map([...before].filter(([other]) => other !== id)));
  });
  const save = () => {
    const marks = [...(box.current?.querySelectorAll<HTMLElement>('[data-sheet]') ?? [])];
    const sheets = marks.flatMap(({ dataset }) => standing.get(dataset['sheet']!)?.() ?? []);
    const scope = sheets.find((sheet) => sheet.scope)?.scope ?? sheets[0]?.title;
    void saveXlsx(sheets, [name, scope].filter(Boolean).join(' '));
  };
  return (
    <Tables value={stand}>
      <div ref={box} className="view">
        {children}
        {standing.size > 0 && (
          <p className="tools whole-view">
            <button type="button" onClick={save}>
              {t(tables.whole)}
            </button>
          </p>
        )}
      </div>
    </Tables>
  );
}

interface SheetMarkProps {
  sheet: () => Sheet;
  isEmpty: boolean;
}

/** Where a sheet stands in the view: in this order they are taken along. */
export function SheetMark({ sheet, isEmpty }: SheetMarkProps) {
  const id = useId();
  const stand = useContext(Tables);
  const latest = useRef(sheet);
  useEffect(() => {
    latest.current = sheet;
  });
  useEffect(() => {
    if (isEmpty) return undefined;
    const leave = stand(id, () => latest.current());
    return () => leave();
  }, [id, stand, isEmpty]);
  return <span hidden data-sheet={id} />;
}
