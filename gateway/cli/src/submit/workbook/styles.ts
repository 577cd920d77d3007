import { formatCode } from './formats.ts';
import { walk } from './xml.ts';

/** The number format of each style, by its index. */
export function formatsOf(xml: string | undefined): string[] {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let within = '';
  if (xml) {
    walk(xml, {
      open: ({ name, attributes }) => {
        if (name === 'numFmt' && within !== 'dxfs') {
          codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        } else if (name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs') within = name;
        else if (name === 'xf' && within === 'cellXfs') {
          ids.push(Number(attributes['numFmtId'] ?? 0));
        }
      },
      close: (name) => {
        if (name === within) within = '';
      },
    });
  }
  return ids.map((id) => formatCode(id, codes));
}

/** The texts that cells share; of rich text all runs, of readings aloud none. */
export function sharedTexts(xml: string | undefined): string[] {
  const texts: string[] = [];
  if (xml === undefined) return texts;
  let isText = false;
  let aloud = 0;
  walk(xml, {
    open: ({ name }) => {
      if (name === 'si') texts.push('');
      if (name === 'rPh') aloud += 1;
      isText = name === 't' && aloud === 0;
    },
    text: (text) => {
      if (isText) texts[texts.length - 1] += text;
    },
    close: (name) => {
      if (name === 'rPh') aloud -= 1;
      if (name === 't') isText = false;
    },
  });
  return texts;
}
