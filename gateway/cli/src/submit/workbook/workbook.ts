import type { Sheet } from '../sheet.ts';
import { type Book, readCells } from './cells.ts';
import { partsOf } from './package.ts';
import { stylesOf, sharedTexts } from './styles.ts';
import { isTrue, walk } from './xml.ts';

interface Named {
  name: string;
  hidden: boolean;
  relation: string;
}

/** Relation by id: the part that it leads to, from the folder of the workbook. */
function relationsOf(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  walk(xml, {
    open: ({ name, attributes: { Id: id, Target: target } }) => {
      if (name !== 'Relationship' || !id || !target) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/**
 * The sheets of a workbook (.xlsx) as they are shown.
 * @throws Unreadable where it is none, or too large; an Error where it is damaged
 */
export function sheetsOf(bytes: Uint8Array): Sheet[] {
  const parts = partsOf(bytes);
  const part = (name: string): string | undefined =>
    parts.get(name) ??
    [...parts].find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
  const sheets: Named[] = [];
  let [is1904, isStale] = [false, false];
  walk(part('xl/workbook.xml') ?? '', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') is1904 = isTrue(attributes['date1904']);
      if (name === 'calcPr') isStale = isTrue(attributes['fullCalcOnLoad']);
      if (name !== 'sheet') return;
      const { name: title = '', state, id: relation = '' } = attributes;
      sheets.push({ name: title, hidden: (state ?? 'visible') !== 'visible', relation });
    },
  });
  const relations = relationsOf(part('xl/_rels/workbook.xml.rels') ?? '');
  const book: Book = {
    ...{ texts: sharedTexts(part('xl/sharedStrings.xml')), is1904, isStale },
    styles: stylesOf(part('xl/styles.xml')),
  };
  return sheets.flatMap(({ name, hidden, relation }) => {
    const target = relations.get(relation);
    // Charts and macro sheets are no sheets of cells.
    if (!target || !/worksheets\//i.test(target)) return [];
    const xml = part(target);
    if (xml === undefined) throw new Error(`no part ${target}`);
    return [readCells(xml, book, { name, hidden })];
  });
}
