import { type Element, isTrue } from './xml.ts';

/** A text as it stands, and what is left of it without what is raised, lowered or struck out. */
export interface Lettering {
  text: string;
  plain: string;
}

/** Whether an element of a font says that its digits are none of the number: `274¹` with a raised 1 is not 2741. */
export const marks = ({ name, attributes: { val } }: Element): boolean =>
  (name === 'vertAlign' && val !== 'baseline') ||
  (name === 'strike' && (val === undefined || isTrue(val)));

/** Gathers a rich text run by run, as its elements pass by; how it is read aloud is none of it. */
export function lettering(): {
  open: (element: Element) => void;
  text: (text: string) => void;
  close: (name: string) => void;
  taken: () => Lettering;
} {
  let told: Lettering = { text: '', plain: '' };
  let [isText, isMarked, aloud] = [false, false, 0];
  return {
    open: (element) => {
      if (element.name === 'rPh') aloud += 1;
      else if (element.name === 'r') isMarked = false;
      else if (marks(element)) isMarked = true;
      isText = element.name === 't' && aloud === 0;
    },
    text: (text) => {
      if (!isText) return;
      told.text += text;
      if (!isMarked) told.plain += text;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') aloud -= 1;
      if (name === 'r') isMarked = false;
    },
    taken: () => {
      const whole = told;
      told = { text: '', plain: '' };
      return whole;
    },
  };
}
