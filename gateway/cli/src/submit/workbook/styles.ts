import { formatCode } from './formats.ts';
import { type Lettering, lettering, marks } from './runs.ts';
import { walk } from './xml.ts';

/** How the cells of a style are shown. */
export interface Style {
  format: string;
  /** Its font raises, lowers or strikes out what stands there. */
  isMarked: boolean;
}

/** The styles of cells, by their index. */
export function stylesOf(xml: string | undefined): Style[] {
  const codes = new Map<number, string>();
  const fonts: boolean[] = [];
  const cells: { format: number; font: number }[] = [];
  let within = '';
  if (xml) {
    walk(xml, {
      open: (element) => {
        const { name, attributes } = element;
        if (name === 'numFmt' && within !== 'dxfs') {
          codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        } else if (PARTS.has(name)) within = name;
        else if (name === 'font' && within === 'fonts') fonts.push(false);
        else if (within === 'fonts' && marks(element)) fonts[fonts.length - 1] = true;
        else if (name === 'xf' && within === 'cellXfs') {
          const { numFmtId: format = '0', fontId: font = '0' } = attributes;
          cells.push({ format: Number(format), font: Number(font) });
        }
      },
      close: (name) => {
        if (name === within) within = '';
      },
    });
  }
  return cells.map(({ format, font }) => ({
    format: formatCode(format, codes),
    isMarked: fonts[font] ?? false,
  }));
}

const PARTS = new Set(['fonts', 'cellXfs', 'cellStyleXfs', 'dxfs']);

/** The texts that cells share. */
export function sharedTexts(xml: string | undefined): Lettering[] {
  const texts: Lettering[] = [];
  if (xml === undefined) return texts;
  const run = lettering();
  walk(xml, {
    open: run.open,
    text: run.text,
    close: (name) => {
      run.close(name);
      if (name === 'si') texts.push(run.taken());
    },
  });
  return texts;
}
