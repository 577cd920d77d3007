import { Failure } from '@qianfan/cli/failure';
import type { Text } from '../../words/text.ts';
import type { Draft } from './draft.ts';
import { readFile } from './read-file.ts';

/** Why a file was not taken. */
export interface Problem {
  text: Text;
  fix?: Text | undefined;
}

/** The draft in a file of one's own institution, or why it is not taken. `nameOf`: what an institution is called. */
export async function importFile(
  file: File,
  institution: string,
  nameOf: (code: string) => string,
): Promise<Draft | Problem> {
  try {
    const draft = await readFile(file);
    return draft.institution === institution
      ? draft
      : foreign(nameOf(draft.institution), nameOf(institution));
  } catch (error) {
    if (error instanceof Failure) return error;
    const { message } = error as Error;
    return { text: { zh: message, en: message } };
  }
}

/** The file of another bank: nobody makes it one's own by renaming it. */
const foreign = (theirs: string, own: string): Problem => ({
  text: {
    zh: `这是${theirs}的文件，不是${own}的。`,
    en: `This is the file of ${theirs}, not of ${own}.`,
  },
  fix: {
    zh: '请选择本机构的文件；如确为本机构所报，在文件中更正“机构”一项，核对全部数据后再导入。',
    en: 'Choose the file of your own institution; if it is, put its institution right in the file, check all of it, and take it again.',
  },
});
